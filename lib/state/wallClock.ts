/**
 * The clock of this computer, in ms since 1970. People and time servers set it, so that it may jump either
 * way: what waits for a time of it must end when the clock is set back, see `isAhead`.
 */
export type WallClock = () => number;

/** Timers as a parameter, so that tests control the time. */
export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}
