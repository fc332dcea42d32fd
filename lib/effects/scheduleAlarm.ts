import type { ConnectionView, JobView } from '../state/types';

export const ALARM_NAME = 'follow';
const EVERY_MINUTES = 0.5;

/** The part of `browser.alarms` that is used. */
export interface Alarms {
  get(name: string): Promise<unknown>;
  create(name: string, info: { periodInMinutes: number; delayInMinutes: number }): Promise<void> | void;
  clear(name: string): Promise<boolean>;
}

/** Something to follow, and a reason to believe that asking again helps. */
export function needsAlarm(jobs: JobView[], connection: ConnectionView): boolean {
  if (['not_paired', 'unauthorized', 'given_up'].includes(connection.phase)) return false;
  return jobs.some((job) => job.kind === 'active' || (job.kind === 'starting' && !job.problem?.final));
}

/** Created only if absent: creating it again would restart its period. */
export async function scheduleAlarm(alarms: Alarms, needed: boolean): Promise<void> {
  const there = Boolean(await alarms.get(ALARM_NAME));
  if (needed && !there) {
    await alarms.create(ALARM_NAME, { periodInMinutes: EVERY_MINUTES, delayInMinutes: EVERY_MINUTES });
  }
  if (!needed && there) await alarms.clear(ALARM_NAME);
}
