import { setTimeout as wait } from 'node:timers/promises';
import { checkHistory, type History, type Step, stepsOf } from '../../tests/support/chaos/historyChecker.ts';
import { openFaultProxy } from '../../tests/support/proxies/faultProxy.ts';
import { poll } from '../../tests/support/screens/screens.ts';
import { type SmallSite, startSmallSite } from '../../tests/support/sites/smallSite.ts';
import type { Backend } from './backend.ts';
import { createFaults, type Faults } from './createFaults.ts';
import { createFollower } from './createFollower.ts';
import { describeLate, describeUnmeasured, measureDelays, summariseDelays } from './measureDelays.ts';
import { measureQuality, qualityFailures } from './measureQuality.ts';
import { type Actor, openActor } from './openActor.ts';
import { openOwnBackend } from './openOwnBackend.ts';
import type { ChaosSize } from './planFaults.ts';

const FINISH_MS = 150_000;
const STEPS = ['applied', 'explained', 'notifying', 'notified', 'acknowledged'];

/** The actor that started the scan of each address. */
type Started = Map<string, Actor>;

/** Starts all scans, at most `size.atOnce` at the same time, with the actors one after another. */
async function startScans(
  size: ChaosSize,
  server: Backend,
  faults: Faults,
  sites: SmallSite[],
): Promise<Started> {
  const started: Started = new Map();
  const between = Math.min(8000, (size.seconds * 1000) / size.scans / 2);
  const giveUp = Date.now() + size.seconds * 1000 + 60_000;
  while (started.size < size.scans && Date.now() < giveUp) {
    const jobs = await server.readJobs();
    const running = jobs.filter(({ final }) => ['queued', 'running'].includes(final.status)).length;
    if (started.size - jobs.length + running < size.atOnce) {
      const site = await startSmallSite({ pages: size.pages });
      sites.push(site);
      const actor = faults.pick(started.size);
      started.set(site.url, actor);
      await actor.start(site.url, String(size.rate), () => faults.onStart(actor));
    }
    await wait(between);
  }
  return started;
}

async function untilFinished(size: ChaosSize, server: Backend, actors: Actor[]): Promise<boolean> {
  const isFinished = async () => {
    const jobs = await server.readJobs();
    if (jobs.some(({ final }) => final.status !== 'completed')) return false;
    for (const actor of actors) if ((await actor.open()) > 0) return false;
    return true;
  };
  try {
    await poll(isFinished, FINISH_MS + (size.pages / size.rate) * 1000, 2000);
    return true;
  } catch {
    return false;
  } finally {
    // Records that are still on their way reach the collector.
    await wait(2000);
  }
}

/**
 * Runs scans under every fault that we can cause: server kills, path faults, worker kills and browser restarts.
 * It records everything that was appended, applied and notified. Afterwards it checks the history, the delay of
 * each event after the last fault, and the connection quality.
 */
export async function runChaos(
  size: ChaosSize,
  seed: number,
  say: (line: string) => void,
  openBackend: () => Promise<Backend> = openOwnBackend,
) {
  const began = Date.now();
  const server = await openBackend();
  const proxy = await openFaultProxy(server.port);
  const sites: SmallSite[] = [];
  const actors: Actor[] = [];
  try {
    for (const [name, watches] of [
      ['looking', true],
      ['away', false],
    ] as const) {
      const { code } = await server.pair('anna');
      actors.push(await openActor({ name, server: proxy.url, code, watches }));
    }
    const faults = createFaults({ size, seed, actors, server, proxy });
    say(`seed ${seed}: ${size.scans} scans, faults for ${size.seconds} s`);
    const [started] = await Promise.all([startScans(size, server, faults, sites), faults.run()]);
    say('no more faults; waiting until every scan has ended and has a notification');
    const finished = await untilFinished(size, server, actors);

    const jobs = await server.readJobs();
    const records = actors.map((actor) => actor.collector.inOrder());
    const history: History = {
      server: jobs,
      steps: records.flat().filter(({ kind }) => STEPS.includes(kind)) as unknown as Step[],
      client: (await Promise.all(actors.map((actor) => actor.shown()))).flat(),
      started: [...started.keys()],
    };
    const violations = checkHistory(history);
    for (const { rule, jobId, text } of violations) {
      say(`✗ ${rule}: ${jobId}: ${text}`);
      for (const line of stepsOf(history, jobId).slice(-30)) say(`    ${line}`);
    }
    const delays = actors.flatMap((actor) => {
      const own = jobs.filter(({ url }) => started.get(url) === actor);
      return measureDelays(createFollower(actor, own, faults.faults));
    });
    const late = describeLate(delays);
    const quality = measureQuality(records, faults.faultPeriods);
    const product: Record<string, unknown> = {};
    for (const actor of actors) product[actor.name] = await actor.measured();
    const ended = jobs.filter(({ final }) => final.status === 'completed').length;
    const minutes = Math.round((Date.now() - began) / 6000) / 10;
    const rejections = records.flat().filter(({ kind }) => kind === 'rejection');
    return {
      /** Errors that must not happen, even on a slow machine. */
      wrong: [
        ...violations.map(({ rule, jobId, text }) => `${rule}: ${jobId}: ${text}`),
        ...rejections.map(({ text }) => `an unhandled rejection in the worker: ${text}`),
        ...(finished ? [] : ['not finished: a scan has not ended, or has no notification']),
        ...(ended === size.scans ? [] : [`${ended} of ${size.scans} scans have ended`]),
        ...faults.shortfalls(),
      ],
      /** Part of `broken`: delays over their limit. */
      late,
      /** Limits of times and shares that were not kept. */
      broken: [
        ...late,
        ...describeUnmeasured(delays, [...faults.faults, ...actors.flatMap((actor) => actor.faults)]),
        ...qualityFailures(quality),
        ...(minutes < size.maxMinutes ? [] : [`it took ${minutes} minutes`]),
      ],
      result: {
        chaos: 'connection',
        seed,
        minutes,
        faults: faults.counts(),
        scans: { started: started.size, ended },
        events: {
          appended: jobs.reduce((sum, { final }) => sum + final.seq, 0),
          applied: history.steps.filter(({ kind }) => kind === 'applied').length,
          judged: delays.length,
        },
        right_again_ms: summariseDelays(delays),
        promises: quality,
        measured_by_the_product: product,
        kills: faults.kills.map(({ actor, why, afterMs, phase }) => ({
          actor,
          why,
          after_ms: afterMs,
          phase,
        })),
        node: process.version,
      },
    };
  } finally {
    for (const actor of actors) await actor.close().catch(() => undefined);
    for (const site of sites) await site.close();
    await proxy.close();
    await server.close();
  }
}
