import { setTimeout as wait } from 'node:timers/promises';
import type { FaultProxy } from '../../tests/support/proxies/faultProxy.ts';
import { seededRandom } from '../../tests/support/random/seededRandom.ts';
import type { Backend } from './backend.ts';
import type { Fault } from './measureDelays.ts';
import type { Actor } from './openActor.ts';
import { type ChaosSize, MOMENT_MS, planFaults } from './planFaults.ts';

export interface Kill {
  actor: string;
  why: 'any moment' | 'a start' | 'an end' | 'a notification';
  /** Milliseconds after that moment; 0 for `any moment`. */
  afterMs: number;
  /** The phase of the connection. */
  phase: string;
}

/** How long to wait for a running worker to kill: the period of the alarm at most. */
const RUNNING_WITHIN_MS = 40_000;
/** Longest delay of a kill after its moment. Short enough that a slow machine still kills within `MOMENT_MS`. */
const AFTER_MOMENT_MS = 120;

/** Makes faults of path, server, workers and browsers in the order that the seed gives, and records them. */
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
  /** Faults of the path, which affect every browser. */
  const faults: Fault[] = [];
  /** Faults including the seconds between their drops; connection quality is measured outside of them. */
  const faultPeriods: { from: number; to: number }[] = [];
  const counts = { server_kills: 0, browser_restarts: 0, drops: 0, stalls: 0 };
  const pick = (index: number): Actor => actors[index % actors.length] as Actor;
  let atStart = Math.floor(size.momentKills / 2);
  let atEnd = size.momentKills - atStart;

  async function breakFor(kind: string, breaks: () => Promise<void>): Promise<void> {
    const from = Date.now();
    await breaks();
    faults.push({ kind, from, to: Date.now() });
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
      faultPeriods.push({ from, to: Date.now() });
      await wait(fault.calmS * 1000);
    }
  }

  async function killOne(first: number): Promise<void> {
    const end = Date.now() + RUNNING_WITHIN_MS;
    for (let index = first; Date.now() < end; index += 1) {
      const actor = pick(index);
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

  async function killAfter(actor: Actor, why: Kill['why'], moment: number): Promise<void> {
    await wait(delays() * AFTER_MOMENT_MS);
    const killed = await actor.kill();
    if (killed) kills.push({ actor: actor.name, why, afterMs: killed.at - moment, phase: killed.phase });
  }

  for (const actor of actors) {
    actor.collector.onRecord((record) => {
      const isEnd = record.kind === 'applied' && record.ended === true;
      if (atEnd === 0 || !(isEnd || (record.kind === 'notifying' && chances() < 0.5))) return;
      atEnd -= 1;
      void killAfter(actor, isEnd ? 'an end' : 'a notification', record.at);
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
    faults,
    faultPeriods,
    pick,
    /** Called when the actor has clicked the start button. */
    onStart(actor: Actor): void {
      if (atStart === 0) return;
      atStart -= 1;
      void killAfter(actor, 'a start', Date.now());
    },
    run: (): Promise<unknown> => Promise.all([breakPath(), breakBrowsers()]),
    counts: counted,
    /** Describes the planned faults that were not made. A run with fewer faults proves nothing. */
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
      return wanted.flatMap(([what, done, minimum]) =>
        done < minimum ? [`only ${done} ${what} of ${minimum} were made`] : [],
      );
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
