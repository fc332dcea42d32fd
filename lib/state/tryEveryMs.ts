/** storage.local `outage`: how long neither socket nor REST has answered. Outlives browser and worker. */
export interface Outage {
  /** Milliseconds in which it was asked for. */
  silentMs: number;
  /** ISO time of the last try. */
  triedAt: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Without any answer for so long, the extension stops asking. */
export const GIVEN_UP_AFTER_DAYS = 14;

/** The second tier of the backoff, counted in alarms, since no timer outlives a worker. */
const tiers = [
  { before: HOUR_MS, every: MINUTE_MS / 2 },
  { before: DAY_MS, every: 5 * MINUTE_MS },
  { before: GIVEN_UP_AFTER_DAYS * DAY_MS, every: HOUR_MS },
];

/**
 * Milliseconds between two tries after so long without any answer: every 30 s, after an hour every
 * 5 minutes, after a day hourly. Null after 14 days: then only a person begins again.
 */
export const tryEveryMs = (silentForMs: number): number | null =>
  tiers.find(({ before }) => silentForMs < before)?.every ?? null;
