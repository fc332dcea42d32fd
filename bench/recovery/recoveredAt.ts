import type { Seen } from '../support/watchPaint.ts';

/** A paced scan: update `n` is made at its start plus n intervals, whatever happens to its server. */
export interface Pace {
  /** Not later than its start: the earlier, the more is asked. */
  startedAt: number;
  /** Updates a second. */
  rate: number;
}

/**
 * When something was first shown that was made after `since`, ms of the machine's clock; undefined while
 * there is none. What had been stored before and is painted later is not news.
 */
export function rightAt(seen: Seen[], since: number, { startedAt, rate }: Pace): number | undefined {
  const news = ((since - startedAt) * rate) / 1000;
  return seen.find(({ value, at }) => at > since && value > news)?.at;
}
