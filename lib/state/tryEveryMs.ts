/** storage.local `outage`: how long neither socket nor REST has answered. Survives the browser and the worker. */
export interface Outage {
  /** How long it did not answer, in ms; without the time in which it was not asked. */
  silentMs: number;
  /** ISO time of the last try. */
  triedAt: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** After this many days without an answer, the extension stops asking. */
export const GIVEN_UP_AFTER_DAYS = 14;

/** The slow part of the backoff. Alarms drive it, since no timer survives the worker. */
const tiers = [
  { before: HOUR_MS, every: MINUTE_MS / 2 },
  { before: DAY_MS, every: 5 * MINUTE_MS },
  { before: GIVEN_UP_AFTER_DAYS * DAY_MS, every: HOUR_MS },
];

/**
 * Milliseconds between two tries after `unreachableForMs` without an answer: 30 s, after an hour 5 minutes, after
 * a day an hour. Null after 14 days: then only a person starts it again.
 */
export const tryEveryMs = (unreachableForMs: number): number | null =>
  tiers.find(({ before }) => unreachableForMs < before)?.every ?? null;
