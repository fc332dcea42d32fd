import { percentile } from '../../bench/support/stats.ts';
import { isAfter, isSame, type Place } from '../../tests/support/chaos/historyChecker.ts';

/** Times are ms since 1970, by the one clock of the machine. */
export interface Trouble {
  kind: string;
  from: number;
  /** When the way was whole again, or the browser there. */
  to: number;
}

export type PlaceAt = Place & { jobId: string; at: number };

/** All that tells how far behind the server one browser ever was. */
export interface Follower {
  name: string;
  /** A screen is open all the time. */
  looks: boolean;
  troubles: Trouble[];
  /** When a life of its worker began. */
  births: number[];
  /** When only the alarm would have asked. */
  rests: { from: number; to: number }[];
  /** What its server appended for it, and when it knew it or something later of the same job. */
  appended: PlaceAt[];
  known: PlaceAt[];
}

export interface Delay {
  after: string;
  follower: string;
  jobId: string;
  /** When everything was whole again. */
  base: number;
  ms: number;
  limitMs: number;
}

const NO_TROUBLE = 'no trouble';
/** With the worker awake; asleep, the alarm may have to wake it first. */
const AWAKE_MS = 18_000;
const ASLEEP_MS = 45_000;

/**
 * For each event: how long after the last trouble that stood in its way the browser stood at it, or later.
 * A trouble that begins before the time is over begins the time anew; one that begins after it excuses nothing.
 */
export function delaysOf(follower: Follower): Delay[] {
  const { name, looks, troubles, births, rests, appended, known } = follower;
  const inOrder = [...troubles].sort((a, b) => a.from - b.from);
  return appended.map((event) => {
    const knownAt = Math.min(
      ...known
        .filter((place) => place.jobId === event.jobId && (isAfter(place, event) || isSame(place, event)))
        .map(({ at }) => at),
      Number.POSITIVE_INFINITY,
    );
    const limitFrom = (base: number): number => {
      const woken = births.some((at) => at > base && at <= Math.min(knownAt, base + ASLEEP_MS));
      const resting = rests.some(({ from, to }) => from <= base && base < to);
      return resting || (woken && !looks) ? ASLEEP_MS : AWAKE_MS;
    };
    let [base, after] = [event.at, NO_TROUBLE];
    for (const { kind, from, to } of inOrder) {
      if (to < base || from >= knownAt || from > base + limitFrom(base)) continue;
      [base, after] = [to, kind];
    }
    const ms = Math.max(0, knownAt - base);
    // It was dead or asleep already when this was appended.
    if (after === NO_TROUBLE && limitFrom(base) === ASLEEP_MS) after = 'a rest of the worker';
    return {
      after: ms === 0 ? NO_TROUBLE : after,
      follower: name,
      jobId: event.jobId,
      base,
      ms,
      limitMs: limitFrom(base),
    };
  });
}

/** In words, those that took too long. */
export const lateOnes = (delays: Delay[]): string[] =>
  delays
    .filter(({ ms, limitMs }) => ms > limitMs)
    .map(
      ({ follower, after, ms, limitMs, jobId }) =>
        `${follower}: ${Number.isFinite(ms) ? `${ms} ms` : 'never'} until ${jobId} was right again after ${after}; the limit is ${limitMs}`,
    );

/** By what was survived and by whom: one figure for each trouble, until the last event it held up was known. */
export function summaryOf(delays: Delay[]): Record<string, { count: number; p50: number; max: number }> {
  const worst = new Map<string, Map<number, number>>();
  for (const { after, follower, base, ms } of delays) {
    const name = `${after}, ${follower}`;
    const held = worst.get(name) ?? new Map<number, number>();
    worst.set(name, held);
    const key = after === NO_TROUBLE ? held.size : base;
    held.set(key, Math.max(ms, held.get(key) ?? 0));
  }
  return Object.fromEntries(
    [...worst].sort().map(([name, held]) => {
      const times = [...held.values()];
      return [name, { count: times.length, p50: percentile(times, 0.5), max: Math.max(...times) }];
    }),
  );
}

/** A kind of trouble after which nothing was ever held up has shown nothing. */
export const unmeasured = (delays: Delay[], troubles: Trouble[]): string[] =>
  [...new Set(troubles.map(({ kind }) => kind))].flatMap((kind) =>
    delays.some(({ after }) => after === kind) ? [] : [`nothing was measured after ${kind}`],
  );
