import { setTimeout as wait } from 'node:timers/promises';
import type { FaultProxy } from '../../tests/support/proxies/faultProxy.ts';
import { seededRandom } from '../../tests/support/random/seededRandom.ts';
import type { Backend } from './backend.ts';
import type { Trouble } from './measureDelays.ts';
import type { Actor } from './openActor.ts';
import { type ChaosSize, MOMENT_MS, planFaults } from './planFaults.ts';

export interface Kill {
  actor: string;
  why: 'any moment' | 'a start' | 'an end' | 'a notification';
  /** Milliseconds after that moment; 0 at any moment. */
  afterMs: number;
  /** What the connection was in. */
  phase: string;
}

/** A worker that is dead is no victim: the next one is waited for, the alarm's period at most. */
const VICTIM_WITHIN_MS = 40_000;
/** Drawn from so much, a kill still meets its moment when the machine is slow. */
const AFTER_MOMENT_MS = 120;

/** Breaks path, server, workers and browsers as the seed says, and keeps what it did. */
export function createFaults(deps: {
  size: ChaosSize;
  seed: number;
  actors: Actor[];
  server: Backend;
  proxy: FaultProxy;
}) {
  const { size, seed, actors, server, proxy } = deps;
  const plan = planFaults(size, actors.length, seed);
  const [pauses, delays, chances] = [seed + 3, seed + 4, seed + 5].map(seededRandom) as [
    () => number,
    () => number,
    () => number,
  ];
  const kills: Kill[] = [];
  /** Of the path, for everybody. */
  const troubles: Trouble[] = [];
  /** Whole faults, with the seconds between their drops: promises are counted apart from them. */
  const outages: { from: number; to: number }[] = [];
  const counts = { server_kills: 0, browser_restarts: 0, drops: 0, stalls: 0 };
  const pick = (index: number): Actor => actors[index % actors.length] as Actor;
  let atStart = Math.floor(size.momentKills / 2);
  let atEnd = size.momentKills - atStart;

  async function breakFor(kind: string, breaks: () => Promise<void>): Promise<void> {
    const from = Date.now();
    await breaks();
    troubles.push({ kind, from, to: Date.now() });
  }

  const refuse = (ms: number) => async (): Promise<void> => {
    counts.drops += 1;
    await proxy.set('refused');
    await wait(ms);
    await proxy.set('open');
  };

  async function stall(seconds: number): Promise<void> {
    counts.stalls += 1;
    await proxy.set('stalled');
    await wait(seconds * 1000);
    await proxy.set('open');
  }

  async function killServer(): Promise<void> {
    counts.server_kills += 1;
    await server.kill();
    await wait(pauses() * 1500);
    await server.start();
  }

  async function breakPath(): Promise<void> {
    for (const fault of plan.path) {
      const from = Date.now();
      if (fault.kind === 'server kill') await breakFor('a server kill', killServer);
      else if (fault.kind === 'stall') await breakFor('a stall', () => stall(fault.seconds));
      else {
        for (let s = 0; s < fault.seconds; s += 5) {
          await breakFor('a drop', refuse(2000));
          if (s + 5 < fault.seconds) await wait(3000);
        }
      }
      outages.push({ from, to: Date.now() });
      await wait(fault.calmS * 1000);
    }
  }

  async function killOne(first: number): Promise<void> {
    const end = Date.now() + VICTIM_WITHIN_MS;
    for (let n = first; Date.now() < end; n += 1) {
      const actor = pick(n);
      const killed = await actor.kill();
      if (killed) {
        kills.push({ actor: actor.name, why: 'any moment', afterMs: 0, phase: killed.phase });
        return;
      }
      await wait(500);
    }
  }

  async function breakBrowsers(): Promise<void> {
    const began = Date.now();
    for (const fault of plan.browser) {
      await wait(Math.max(0, began + fault.atS * 1000 - Date.now()));
      if (fault.kind === 'worker kill') await killOne(fault.actor);
      else {
        counts.browser_restarts += 1;
        await pick(fault.actor).restart();
      }
    }
  }

  async function meet(actor: Actor, why: Kill['why'], moment: number): Promise<void> {
    await wait(delays() * AFTER_MOMENT_MS);
    const killed = await actor.kill();
    if (killed) kills.push({ actor: actor.name, why, afterMs: killed.at - moment, phase: killed.phase });
  }

  for (const actor of actors) {
    actor.collector.onRecord((record) => {
      const isEnd = record.kind === 'applied' && record.ended === true;
      if (atEnd === 0 || !(isEnd || (record.kind === 'telling' && chances() < 0.5))) return;
      atEnd -= 1;
      void meet(actor, isEnd ? 'an end' : 'a notification', record.at);
    });
  }

  const counted = () => ({
    ...counts,
    worker_kills: kills.length,
    kills_within_a_moment: kills.filter(({ why, afterMs }) => why !== 'any moment' && afterMs <= MOMENT_MS)
      .length,
  });

  return {
    kills,
    troubles,
    outages,
    pick,
    /** The person has clicked. */
    onStart(actor: Actor): void {
      if (atStart === 0) return;
      atStart -= 1;
      void meet(actor, 'a start', Date.now());
    },
    run: (): Promise<unknown> => Promise.all([breakPath(), breakBrowsers()]),
    counts: counted,
    /** In words, what was planned and not done: a run with less has shown nothing. */
    shortfalls(): string[] {
      const made = counted();
      const wanted: [string, number, number][] = [
        ['server kills', made.server_kills, size.serverKills],
        ['browser restarts', made.browser_restarts, size.restarts],
        ['stalls', made.stalls, size.stalls.count],
        ['drops', made.drops, size.drops.periods * Math.ceil(size.drops.seconds / 5)],
        ['worker kills', made.worker_kills, size.atLeast.workerKills],
        ['kills at a moment', made.kills_within_a_moment, size.atLeast.withinMoment],
      ];
      return wanted.flatMap(([what, done, least]) =>
        done < least ? [`only ${done} ${what} of ${least} were made`] : [],
      );
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
