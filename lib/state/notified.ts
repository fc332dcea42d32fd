import type { JobKey } from './jobKey';

/** storage.local `notified`: the notification history, newest first. The system's own list does not last. */
export interface Notified {
  /** The notification's id. Stored before the notification is shown: after a kill in between, the next worker instance finds it by this id. */
  id: string;
  at: string;
  keys: JobKey[];
  title: string;
  message: string;
  /** Acknowledged: its jobs are marked as done, and nothing is left to do. */
  settled: boolean;
  /** The operating system or the person blocked it. */
  blocked: boolean;
}

/**
 * Each notification has its own id. Otherwise a report of the browser about an earlier end of the same scan
 * would be taken for this one.
 */
export const notifiedIdOf = (firstKey: JobKey, at: string): string => `${firstKey}|${at}`;

/** The key of the first scan that a notification is about. */
export const jobKeyOfNotifiedId = (id: string): JobKey => id.slice(0, id.lastIndexOf('|')) as JobKey;
