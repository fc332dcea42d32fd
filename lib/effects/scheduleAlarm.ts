import { isBasicKey } from '../state/basicServer';
import type { ConnectionView } from '../state/connectionView';
import { isAhead } from '../state/isAhead';
import type { JobView } from '../state/jobView';
import type { WallClock } from '../state/wallClock';

export const ALARM_NAME = 'follow';
/** The alarm that looks for scans started elsewhere, while a server is paired. */
export const DISCOVERY_ALARM = { name: 'discover', minutes: 15 };
/** The shortest period that browsers allow, in minutes. */
export const SHORTEST_PERIOD = 0.5;
const MINUTE_MS = 60_000;
/** Minutes between two requests to a basic server that refuses us: it may be a proxy that lets us through later. */
const REFUSED_PERIOD = 5;

/** The part of `browser.alarms` that is used. */
export interface Alarms {
  get(name: string): Promise<{ periodInMinutes?: number | undefined; scheduledTime?: number } | undefined>;
  create(name: string, info: { periodInMinutes: number; delayInMinutes: number }): Promise<void> | void;
  clear(name: string): Promise<boolean>;
}

/**
 * Minutes between two alarms, or null for no alarm. There is one while scans are followed, unless only the
 * person can help. While the server is unreachable the alarm drives the tries, as slowly as the label says.
 */
export function alarmPeriod(jobs: JobView[], connection: ConnectionView): number | null {
  if (connection.phase === 'unauthorized') {
    return jobs.some(({ kind, key }) => kind === 'active' && isBasicKey(key)) ? REFUSED_PERIOD : null;
  }
  if (['not_paired', 'given_up'].includes(connection.phase)) return null;
  const follows = jobs.some(
    (job) => job.kind === 'active' || (job.kind === 'starting' && !job.problem?.final),
  );
  if (!follows) return null;
  // In polling, or while all scans are paused. During a try of the socket the worker is awake anyway.
  const unreachable = ['polling', 'idle'].includes(connection.phase) && !connection.reachable;
  return Math.max(SHORTEST_PERIOD, unreachable ? (connection.pollEveryMs ?? 0) / MINUTE_MS : 0);
}

/**
 * An alarm with this period is not changed: creating it again would restart the period. One that is further ahead
 * than its period was planned before the clock was set back, and would come only then.
 */
export async function scheduleAlarm(
  alarms: Alarms,
  everyMinutes: number | null,
  { name = ALARM_NAME, now }: { name?: string; now: WallClock },
): Promise<void> {
  const current = await alarms.get(name);
  if (everyMinutes === null) {
    if (current) await alarms.clear(name);
    return;
  }
  const at = current?.scheduledTime ?? 0;
  const isLost = at > now() && !isAhead(at, now(), everyMinutes * MINUTE_MS);
  if (current?.periodInMinutes !== everyMinutes || isLost) {
    await alarms.create(name, { periodInMinutes: everyMinutes, delayInMinutes: everyMinutes });
  }
}
