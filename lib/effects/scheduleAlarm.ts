import type { ConnectionView } from '../state/connectionView';
import type { JobView } from '../state/jobView';

export const ALARM_NAME = 'follow';
/** Looks for scans that were started elsewhere, while a server is paired. */
export const DISCOVERY_ALARM = { name: 'discover', minutes: 15 };
/** The browser's minimum. */
export const SHORTEST_PERIOD = 0.5;
const MINUTE_MS = 60_000;

/** The part of `browser.alarms` that is used. */
export interface Alarms {
  get(name: string): Promise<{ periodInMinutes?: number | undefined } | undefined>;
  create(name: string, info: { periodInMinutes: number; delayInMinutes: number }): Promise<void> | void;
  clear(name: string): Promise<boolean>;
}

/**
 * Minutes between two alarms, or null without one: while something is followed, unless only the person can
 * help. In a long outage the alarm is the backoff, and as slow as the label says.
 */
export function alarmPeriod(jobs: JobView[], connection: ConnectionView): number | null {
  if (['not_paired', 'unauthorized', 'given_up'].includes(connection.phase)) return null;
  const follows = jobs.some(
    (job) => job.kind === 'active' || (job.kind === 'starting' && !job.problem?.final),
  );
  if (!follows) return null;
  // Polling, or everything is paused; while a socket is tried the worker is awake.
  const silent = ['polling', 'idle'].includes(connection.phase) && !connection.reachable;
  return Math.max(SHORTEST_PERIOD, silent ? (connection.pollEveryMs ?? 0) / MINUTE_MS : 0);
}

/** Left alone while it fits: creating it again would restart its period. */
export async function scheduleAlarm(
  alarms: Alarms,
  everyMinutes: number | null,
  name = ALARM_NAME,
): Promise<void> {
  const there = await alarms.get(name);
  if (everyMinutes === null) {
    if (there) await alarms.clear(name);
  } else if (there?.periodInMinutes !== everyMinutes) {
    await alarms.create(name, { periodInMinutes: everyMinutes, delayInMinutes: everyMinutes });
  }
}
