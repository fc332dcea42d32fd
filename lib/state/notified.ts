import type { JobKey } from './jobKey';

/** storage.local `notified`: what was told, newest first, since the system's own list does not last. */
export interface Notified {
  /** The notification's id. Stored before it is shown: a worker killed between finds it by its id. */
  id: string;
  at: string;
  keys: JobKey[];
  title: string;
  message: string;
  /** The jobs are marked as told: nothing is left to be done for it. */
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
