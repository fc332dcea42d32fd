/** Shorter would be a loop without a pause; longer is no pause but an end, and overflows a timer. */
const SHORTEST_MS = 1000;
export const LONGEST_WAIT_MS = 3600_000;

/** Milliseconds for which a server asked not to be asked, within what is sensible. */
export const clampWait = (ms: number): number => Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_MS, ms));

/** One of the three forms of an HTTP date; the oldest names no zone and means UTC as well. NaN: it is none. */
function timeOf(date: string): number {
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(date)) return Number.NaN;
  return Date.parse(/\b(?:GMT|UTC)$/i.test(date) ? date : `${date} GMT`);
}

/**
 * What `Retry-After` says, in ms, or null without one (RFC 9110, 10.2.3). A date counts from the answer's
 * own, since the server's clock need not be ours; `now` stands in where the answer bears none.
 */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return clampWait(Number(value) * 1000);
  const [until, sent] = [timeOf(value), timeOf(headers.get('date') ?? '')];
  return Number.isNaN(until) ? null : clampWait(until - (Number.isNaN(sent) ? now : sent));
}
