import { setTimeout as wait } from 'node:timers/promises';
import { checkHistory, type History, type Step, stepsOf } from '../../tests/support/chaos/historyChecker.ts';
import { openFaultProxy } from '../../tests/support/proxies/faultProxy.ts';
import { poll } from '../../tests/support/screens/screens.ts';
import { type SmallSite, startSmallSite } from '../../tests/support/sites/smallSite.ts';
import type { Backend } from './backend.ts';
import { createFaults, type Faults } from './createFaults.ts';
import { followerOf } from './createFollower.ts';
import { delaysOf, lateOnes, summaryOf, unmeasured } from './measureDelays.ts';
import { brokenPromises, promisesOf } from './measureQuality.ts';
import { type Actor, openActor } from './openActor.ts';
import { openOwnBackend } from './openOwnBackend.ts';
import type { ChaosSize } from './planFaults.ts';

const SETTLE_MS = 150_000;
const STEPS = ['applied', 'explained', 'telling', 'told', 'noted'];

/** Whose scan each address is. */
type Started = Map<string, Actor>;

/** Starts scans until all are started, so many at the same time; a person at a time. */
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

async function untilSettled(size: ChaosSize, server: Backend, actors: Actor[]): Promise<boolean> {
  const settled = async () => {
    const jobs = await server.readJobs();
    if (jobs.some(({ final }) => final.status !== 'completed')) return false;
    for (const actor of actors) if ((await actor.open()) > 0) return false;
    return true;
  };
  try {
    await poll(settled, SETTLE_MS + (size.pages / size.rate) * 1000, 2000);
    return true;
  } catch {
    return false;
  } finally {
    // What is under way to the collector arrives.
    await wait(2000);
  }
}

/**
 * Scans under every death we can cause: a server that is killed, a path that breaks, workers and browsers
 * that end. Everything that was appended, applied and told is kept and then judged: by the history checker,
 * by how long each event took after the last trouble in its way, and by the three promises.
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
    for (const [name, looks] of [
      ['looking', true],
      ['away', false],
    ] as const) {
      const { code } = await server.pair('anna');
      actors.push(await openActor({ name, server: proxy.url, code, looks }));
    }
    const faults = createFaults({ size, seed, actors, server, proxy });
    say(`seed ${seed}: ${size.scans} scans, faults for ${size.seconds} s`);
    const [started] = await Promise.all([startScans(size, server, faults, sites), faults.run()]);
    say('no more faults; waiting until every scan has ended and is told');
    const settled = await untilSettled(size, server, actors);

    const jobs = await server.readJobs();
    const told = actors.map((actor) => actor.collector.inOrder());
    const history: History = {
      server: jobs,
      steps: told.flat().filter(({ kind }) => STEPS.includes(kind)) as unknown as Step[],
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
      return delaysOf(followerOf(actor, own, faults.troubles));
    });
    const late = lateOnes(delays);
    const kept = promisesOf(told, faults.outages);
    const product: Record<string, unknown> = {};
    for (const actor of actors) product[actor.name] = await actor.measured();
    const ended = jobs.filter(({ final }) => final.status === 'completed').length;
    const minutes = Math.round((Date.now() - began) / 6000) / 10;
    const rejections = told.flat().filter(({ kind }) => kind === 'rejection');
    return {
      /** What must never happen, however slow the machine is. */
      wrong: [
        ...violations.map(({ rule, jobId, text }) => `${rule}: ${jobId}: ${text}`),
        ...rejections.map(({ text }) => `an unhandled rejection in the worker: ${text}`),
        ...(settled ? [] : ['it did not settle: a scan has not ended, or is not told']),
        ...(ended === size.scans ? [] : [`${ended} of ${size.scans} scans have ended`]),
        ...faults.shortfalls(),
      ],
      /** Of what is broken: that which was not right again in time. */
      late,
      /** Promises about times and shares. */
      broken: [
        ...late,
        ...unmeasured(delays, [...faults.troubles, ...actors.flatMap((actor) => actor.troubles)]),
        ...brokenPromises(kept),
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
        right_again_ms: summaryOf(delays),
        promises: kept,
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
