import type { ConnectionView } from '../state/connectionView';
import type { JobView } from '../state/jobView';

export const ALARM_NAME = 'follow';
/** The alarm that looks for scans started elsewhere, while a server is paired. */
export const DISCOVERY_ALARM = { name: 'discover', minutes: 15 };
/** The shortest period that browsers allow, in minutes. */
export const SHORTEST_PERIOD = 0.5;
const MINUTE_MS = 60_000;

/** The part of `browser.alarms` that is used. */
export interface Alarms {
  get(name: string): Promise<{ periodInMinutes?: number | undefined } | undefined>;
  create(name: string, info: { periodInMinutes: number; delayInMinutes: number }): Promise<void> | void;
  clear(name: string): Promise<boolean>;
}

/**
 * Minutes between two alarms, or null for no alarm. There is one while scans are followed, unless only the
 * person can help. While the server is unreachable the alarm drives the tries, as slowly as the label says.
 */
export function alarmPeriod(jobs: JobView[], connection: ConnectionView): number | null {
  if (['not_paired', 'unauthorized', 'given_up'].includes(connection.phase)) return null;
  const follows = jobs.some(
    (job) => job.kind === 'active' || (job.kind === 'starting' && !job.problem?.final),
  );
  if (!follows) return null;
  // In polling, or while all scans are paused. During a try of the socket the worker is awake anyway.
  const unreachable = ['polling', 'idle'].includes(connection.phase) && !connection.reachable;
  return Math.max(SHORTEST_PERIOD, unreachable ? (connection.pollEveryMs ?? 0) / MINUTE_MS : 0);
}

/** An alarm with this period is not changed: creating it again would restart the period. */
export async function scheduleAlarm(
  alarms: Alarms,
  everyMinutes: number | null,
  name = ALARM_NAME,
): Promise<void> {
  const current = await alarms.get(name);
  if (everyMinutes === null) {
    if (current) await alarms.clear(name);
  } else if (current?.periodInMinutes !== everyMinutes) {
    await alarms.create(name, { periodInMinutes: everyMinutes, delayInMinutes: everyMinutes });
  }
}
