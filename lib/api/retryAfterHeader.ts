/** A shorter wait would be a loop without a pause; a longer one never ends, and overflows a timer. */
const SHORTEST_MS = 1000;
export const LONGEST_WAIT_MS = 3600_000;
/** A page of another program, which cannot know our server, binds for at most this time. */
export const LONGEST_WAIT_FOR_PAGE_MS = 300_000;

/** How long a server asked us to wait, in ms, within sensible limits. */
export const clampWait = (ms: number): number => Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_MS, ms));

/** Reads the three forms of an HTTP date. The oldest names no zone and means UTC. NaN if it is no date. */
function timeOf(date: string): number {
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(date)) return Number.NaN;
  return Date.parse(/\b(?:GMT|UTC)$/i.test(date) ? date : `${date} GMT`);
}

/**
 * The wait that `Retry-After` asks for, in ms, or null without one (RFC 9110, 10.2.3). A date counts from the
 * `Date` of the answer, since the server's clock may differ from ours; without one, from `now`.
 */
export function readRetryAfterHeader(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return clampWait(Number(value) * 1000);
  const [until, sent] = [timeOf(value), timeOf(headers.get('date') ?? '')];
  return Number.isNaN(until) ? null : clampWait(until - (Number.isNaN(sent) ? now : sent));
}
