import type { Seen } from '../support/watchPaint.ts';

/** A paced scan: it makes update number i at its start plus i intervals, also after a restart of its server. */
export interface Pace {
  /** Not later than the start of the scan. An earlier value makes the rule stricter. */
  startedAt: number;
  /** Updates a second. */
  rate: number;
}

/**
 * The time (ms of the machine's clock) when an update made after `since` was first shown; undefined while there
 * is none. An update that was stored before `since` and painted later does not count.
 */
export function recoveredAt(seen: Seen[], since: number, { startedAt, rate }: Pace): number | undefined {
  const lastOldValue = ((since - startedAt) * rate) / 1000;
  return seen.find(({ value, at }) => at > since && value > lastOldValue)?.at;
}
