import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../../bench/support/stats.ts';
import { openFaultProxy } from '../../tests/support/faultProxy.ts';
import { checkHistory, type History, type Step, stepsOf } from '../../tests/support/historyChecker.ts';
import { poll } from '../../tests/support/screens.ts';
import { seededRandom } from '../../tests/support/seededRandom.ts';
import { startServer } from '../../tests/support/serverProcess.ts';
import { type SmallSite, startSmallSite } from '../../tests/support/smallSite.ts';
import { type Actor, openActor } from './actor.ts';
import { type ChaosSize, planFaults } from './plan.ts';
import { brokenPromises, promisesOf } from './promisesOf.ts';
import { readServer } from './readServer.ts';

interface Kill {
  at: number;
  actor: string;
  why: 'any moment' | 'start' | 'end' | 'notification';
  /** Milliseconds after that moment. */
  afterMs: number;
  /** What the connection was in. */
  phase: string;
}

interface Recovery {
  after: string;
  actor: string;
  looks: boolean;
  ms: number;
}

/** How long it may take until something is right again, by experience of the two kinds of waiting. */
const RIGHT_AGAIN_MS = { looks: 18_000, asleep: 45_000 };
const SETTLE_MS = 150_000;

/**
 * Scans under every death we can cause: a server that is killed, a path that breaks, workers and browsers
 * that end. Everything that was appended, applied and told is kept and then judged by the history checker.
 */
export async function runChaos(size: ChaosSize, seed: number, say: (line: string) => void) {
  const random = seededRandom(seed);
  const server = await startServer({
    env: {
      SCAN_RATE_PER_HOST: '100',
      SCAN_CONCURRENT: '10',
      SCAN_CONCURRENT_PER_USER: '10',
      REQUESTS_PER_MINUTE: '100000',
    },
  });
  const proxy = await openFaultProxy(server.port);
  const sites: SmallSite[] = [];
  const actors: Actor[] = [];
  const kills: Kill[] = [];
  const recoveries: Recovery[] = [];
  /** From the beginning of a fault until the path was whole again. */
  const outages: { from: number; to: number }[] = [];
  const counts = { server_kills: 0, browser_restarts: 0, drops: 0, stalls: 0 };
  let pathFault = 0;

  try {
    for (const [name, looks] of [
      ['looking', true],
      ['away', false],
    ] as const) {
      const { code } = await server.pair('anna');
      actors.push(await openActor({ name, server: proxy.url, code, looks }));
    }
    const pick = (index: number): Actor => actors[index % actors.length] as Actor;
    const plan = planFaults(size, actors.length, random);
    const end = Date.now() + size.seconds * 1000;

    async function kill(actor: Actor, why: Kill['why'], afterMs: number): Promise<void> {
      await wait(afterMs);
      kills.push({
        at: Date.now(),
        actor: actor.name,
        why,
        afterMs: Math.round(afterMs),
        phase: actor.collector.phase(),
      });
      await actor.kill();
      if (why === 'any moment') void measure(`worker kill`, actor);
    }

    /** From now until the actor's browser has taken in something that was appended after now. */
    async function measure(after: string, actor: Actor): Promise<void> {
      const [from, fault] = [Date.now(), pathFault];
      const news = () =>
        actor.collector.records.find(
          (record) => record.kind === 'applied' && record.at > from && Number(record.appendedAt) > from,
        );
      await poll(async () => news() !== undefined || pathFault !== fault, 60_000, 100).catch(() => undefined);
      const found = news();
      if (found && pathFault === fault) {
        recoveries.push({ after, actor: actor.name, looks: actor.looks, ms: found.at - from });
      }
    }

    async function breakPath(): Promise<void> {
      const gap = (size.seconds * 1000) / (plan.path.length + 1);
      for (const fault of plan.path) {
        await wait(Math.min(gap, 8000) + random() * Math.max(0, gap - 8000) * 0.5);
        pathFault += 1;
        const from = Date.now();
        if (fault.kind === 'server kill') {
          counts.server_kills += 1;
          await server.kill();
          await wait(random() * 1500);
          await server.start();
        } else if (fault.kind === 'stall') {
          counts.stalls += 1;
          await proxy.set('stalled');
          await wait(fault.seconds * 1000);
          await proxy.set('open');
        } else {
          for (let s = 0; s < fault.seconds; s += 5) {
            counts.drops += 1;
            await proxy.set('refused');
            await wait(2000);
            await proxy.set('open');
            await wait(3000);
          }
        }
        outages.push({ from, to: Date.now() });
        for (const actor of actors) void measure(fault.kind, actor);
      }
    }

    async function breakBrowsers(): Promise<void> {
      const began = Date.now();
      for (const fault of plan.browser) {
        await wait(Math.max(0, began + fault.atS * 1000 - Date.now()));
        const actor = pick(fault.actor);
        if (fault.kind === 'worker kill') await kill(actor, 'any moment', 0);
        else {
          counts.browser_restarts += 1;
          await actor.restart();
        }
      }
    }

    // Half of the kills at a moment meet ends and notifications, the other half starts.
    let atStart = Math.floor(size.momentKills / 2);
    let atEnd = size.momentKills - atStart;
    for (const actor of actors) {
      actor.collector.onRecord((record) => {
        const isEnd = record.kind === 'applied' && record.ended === true;
        if (atEnd === 0 || !(isEnd || (record.kind === 'told' && random() < 0.5))) return;
        atEnd -= 1;
        void kill(actor, isEnd ? 'end' : 'notification', random() * 200);
      });
    }

    const started: string[] = [];
    async function startScans(): Promise<void> {
      const between = Math.min(8000, (size.seconds * 1000) / size.scans / 2);
      while (started.length < size.scans && Date.now() < end + 60_000) {
        const jobs = await readServer(server.dataDir);
        const running = jobs.filter(({ final }) => ['queued', 'running'].includes(final.status)).length;
        if (started.length - jobs.length + running < size.atOnce) {
          const site = await startSmallSite({ pages: size.pages });
          sites.push(site);
          started.push(site.url);
          const actor = pick(started.length);
          await actor.start(site.url, String(size.rate), () => {
            if (atStart === 0) return;
            atStart -= 1;
            void kill(actor, 'start', random() * 200);
          });
        }
        await wait(between);
      }
    }

    say(`seed ${seed}: ${size.scans} scans, faults for ${size.seconds} s`);
    await Promise.all([startScans(), breakPath(), breakBrowsers()]);
    say('no more faults; waiting until every scan has ended and is told');
    const settled = async () => {
      const ended = (await readServer(server.dataDir)).filter(
        ({ final }) => final.status === 'completed',
      ).length;
      if (ended < started.length) return false;
      for (const actor of actors) if ((await actor.open()) > 0) return false;
      return true;
    };
    await poll(settled, SETTLE_MS + (size.pages / size.rate) * 1000, 2000).catch(() =>
      say('it did not settle in time'),
    );
    await wait(2000);

    const records = actors.flatMap((actor) => actor.collector.inOrder());
    const history: History = {
      server: await readServer(server.dataDir),
      steps: records.filter(({ kind }) =>
        ['applied', 'explained', 'told'].includes(kind),
      ) as unknown as Step[],
      client: (await Promise.all(actors.map((actor) => actor.shown()))).flat(),
      started,
    };
    const violations = checkHistory(history);
    for (const { rule, jobId, text } of violations) {
      say(`✗ ${rule}: ${jobId}: ${text}`);
      for (const line of stepsOf(history, jobId).slice(-30)) say(`    ${line}`);
    }
    const rejections = records.filter(({ kind }) => kind === 'rejection').map(({ text }) => text);
    const slow = recoveries.filter(
      ({ looks, ms }) => ms > (looks ? RIGHT_AGAIN_MS.looks : RIGHT_AGAIN_MS.asleep),
    );
    const kept = promisesOf(records, outages);
    return {
      /** What must never happen, however slow the machine is. */
      wrong: [
        ...violations.map(({ rule, jobId, text }) => `${rule}: ${jobId}: ${text}`),
        ...rejections.map((text) => `an unhandled rejection in the worker: ${text}`),
      ],
      /** Promises about times and shares. */
      broken: [
        ...slow.map(({ after, actor, ms }) => `${actor}: ${ms} ms until right again after a ${after}`),
        ...brokenPromises(kept),
      ],
      result: {
        chaos: 'connection',
        seed,
        faults: {
          ...counts,
          worker_kills: kills.length,
          kills_at_moments: kills.filter(({ why }) => why !== 'any moment').length,
        },
        scans: {
          started: started.length,
          ended: history.server.filter(({ final }) => final.status === 'completed').length,
        },
        events: {
          appended: history.server.reduce((sum, { final }) => sum + final.seq, 0),
          applied: history.steps.filter(({ kind }) => kind === 'applied').length,
        },
        right_again_ms: summary(recoveries),
        promises: kept,
        kills: kills.map(({ actor, why, afterMs, phase }) => ({ actor, why, after_ms: afterMs, phase })),
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

const summary = (recoveries: Recovery[]) =>
  Object.fromEntries(
    [...new Set(recoveries.map(({ after, actor }) => `${after}, ${actor}`))].sort().map((name) => {
      const times = recoveries
        .filter(({ after, actor }) => `${after}, ${actor}` === name)
        .map(({ ms }) => ms);
      return [name, { count: times.length, p50: percentile(times, 0.5), max: Math.max(...times) }];
    }),
  );
