import { percentile } from '../../bench/support/stats.ts';
import { isAfter, isSame, type Place } from '../../tests/support/chaos/historyChecker.ts';

/** A fault that delays events. Times are ms since 1970; all processes share the clock of the machine. */
export interface Fault {
  kind: string;
  from: number;
  /** When the path was restored, or the browser was running again. */
  to: number;
}

export type PlaceAt = Place & { jobId: string; at: number };

/** All data to measure how far one browser was behind the server. */
export interface Follower {
  name: string;
  /** A screen is open all the time. */
  watches: boolean;
  faults: Fault[];
  /** When each worker instance started. */
  instanceStarts: number[];
  /** When only the alarm would have polled. */
  rests: { from: number; to: number }[];
  /** What the server appended for this browser, and the events that the browser stored. */
  appended: PlaceAt[];
  known: PlaceAt[];
}

export interface Delay {
  after: string;
  follower: string;
  jobId: string;
  /** When the last fault before the event was over. */
  base: number;
  ms: number;
  limitMs: number;
}

const NO_FAULT = 'no trouble';
/** The limit while the worker is awake. */
const AWAKE_MS = 18_000;
/** The limit while it sleeps, because the alarm may have to wake it first. */
const ASLEEP_MS = 45_000;

/**
 * For each event: the time from the last fault that delayed it until the browser stored it or a later one.
 * A fault that begins within the limit restarts the time. A fault that begins after the limit has no effect.
 */
export function measureDelays(follower: Follower): Delay[] {
  const { name, watches, faults, instanceStarts, rests, appended, known } = follower;
  const inOrder = [...faults].sort((a, b) => a.from - b.from);
  return appended.map((event) => {
    const knownAt = Math.min(
      ...known
        .filter((place) => place.jobId === event.jobId && (isAfter(place, event) || isSame(place, event)))
        .map(({ at }) => at),
      Number.POSITIVE_INFINITY,
    );
    const limitFrom = (base: number): number => {
      const woken = instanceStarts.some((at) => at > base && at <= Math.min(knownAt, base + ASLEEP_MS));
      const resting = rests.some(({ from, to }) => from <= base && base < to);
      return resting || (woken && !watches) ? ASLEEP_MS : AWAKE_MS;
    };
    let [base, after] = [event.at, NO_FAULT];
    for (const { kind, from, to } of inOrder) {
      if (to < base || from >= knownAt || from > base + limitFrom(base)) continue;
      [base, after] = [to, kind];
    }
    const ms = Math.max(0, knownAt - base);
    // The worker was not running when the event was appended.
    if (after === NO_FAULT && limitFrom(base) === ASLEEP_MS) after = 'a rest of the worker';
    return {
      after: ms === 0 ? NO_FAULT : after,
      follower: name,
      jobId: event.jobId,
      base,
      ms,
      limitMs: limitFrom(base),
    };
  });
}

/** Describes the delays that are over their limit. */
export const describeLate = (delays: Delay[]): string[] =>
  delays
    .filter(({ ms, limitMs }) => ms > limitMs)
    .map(
      ({ follower, after, ms, limitMs, jobId }) =>
        `${follower}: ${Number.isFinite(ms) ? `${ms} ms` : 'never'} until ${jobId} was right again after ${after}; the limit is ${limitMs}`,
    );

/** One figure for each kind of fault and browser: the longest delay that each fault caused. */
export function summariseDelays(
  delays: Delay[],
): Record<string, { count: number; p50: number; max: number }> {
  const worst = new Map<string, Map<number, number>>();
  for (const { after, follower, base, ms } of delays) {
    const name = `${after}, ${follower}`;
    const times = worst.get(name) ?? new Map<number, number>();
    worst.set(name, times);
    const key = after === NO_FAULT ? times.size : base;
    times.set(key, Math.max(ms, times.get(key) ?? 0));
  }
  return Object.fromEntries(
    [...worst].sort().map(([name, byFault]) => {
      const times = [...byFault.values()];
      return [name, { count: times.length, p50: percentile(times, 0.5), max: Math.max(...times) }];
    }),
  );
}

/** Lists each kind of fault that delayed no event: for it the run proves nothing. */
export const describeUnmeasured = (delays: Delay[], faults: Fault[]): string[] =>
  [...new Set(faults.map(({ kind }) => kind))].flatMap((kind) =>
    delays.some(({ after }) => after === kind) ? [] : [`nothing was measured after ${kind}`],
  );
