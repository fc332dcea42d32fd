/** By so much clocks are put right all the time. */
const SMALL_STEP_MS = 5000;

/**
 * Whether a planned time, ms since 1970, is still to come. One that lies further ahead than was ever planned
 * was planned by a clock that has been set back since: waiting for it could take for ever.
 */
export const isAhead = (at: number, now: number, longestMs: number): boolean =>
  at > now && at - now <= longestMs + SMALL_STEP_MS;
