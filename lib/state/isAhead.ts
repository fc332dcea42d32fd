/** Time servers correct a clock by up to this much at any time. */
const SMALL_STEP_MS = 5000;

/**
 * Whether a planned time, in ms since 1970, is still ahead. A time further ahead than any wait is long was
 * planned before the clock was set back. Waiting for it could take for ever, so it counts as over.
 */
export const isAhead = (at: number, now: number, longestMs: number): boolean =>
  at > now && at - now <= longestMs + SMALL_STEP_MS;
