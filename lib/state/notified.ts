import type { JobKey } from './jobKey';

/** storage.local `notified`: the notification history, newest first. The system's own list does not last. */
export interface Notified {
  /** The notification's id. Stored before it is shown: a worker killed between finds it by its id. */
  id: string;
  at: string;
  keys: JobKey[];
  title: string;
  message: string;
  /** Acknowledged: its jobs are marked as done, and nothing is left to do. */
  settled: boolean;
  /** The system did not let it through. */
  blocked: boolean;
}

/**
 * Of its own for each notification: what the browser reports of an earlier end of the same scan must not be
 * taken for this one.
 */
export const notifiedIdOf = (firstKey: JobKey, at: string): string => `${firstKey}|${at}`;

/** The key of the first scan that a notification is about. */
export const jobKeyOfNotifiedId = (id: string): JobKey => id.slice(0, id.lastIndexOf('|')) as JobKey;
