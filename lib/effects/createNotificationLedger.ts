import type { State } from '../state/createState';
import { needsNotification } from '../state/followedJob';
import type { JobKey } from '../state/jobKey';
import { type Notified, notifiedIdOf } from '../state/notified';
import type { WallClock } from '../state/wallClock';

const KEPT_ENTRIES = 100;

/**
 * The stored list of notifications. An entry is stored before it is shown, and acknowledged after it was
 * shown. A worker that is killed in between leaves an open entry, and the next instance continues with it.
 */
export function createNotificationLedger({ state, now }: { state: State; now: WallClock }) {
  return {
    open: async (): Promise<Notified[]> => (await state.notified.get()).filter(({ settled }) => !settled),

    /** Stores an entry that will be shown. Returns the ids of earlier notifications about the same scans. */
    async add(
      keys: JobKey[],
      words: { title: string; message: string },
      blocked: boolean,
    ): Promise<string[]> {
      const [first] = keys;
      if (!first) return [];
      const at = new Date(now()).toISOString();
      const entry = { id: notifiedIdOf(first, at), at, keys, ...words, settled: false, blocked };
      const entries = await state.notified.update((earlier) => [entry, ...earlier].slice(0, KEPT_ENTRIES));
      return entries
        .filter(({ id, keys: same }) => id !== entry.id && String(same) === String(keys))
        .map(({ id }) => id);
    },

    /** Changes entries and rows in one write, so that no kill leaves an entry open whose rows are marked as done. */
    async acknowledge(entries: Notified[]): Promise<void> {
      const keys = new Set(entries.flatMap((entry) => entry.keys));
      const ids = new Set(entries.map(({ id }) => id));
      const changeNotified = (current: Notified[]) =>
        current.map((entry) => (ids.has(entry.id) ? { ...entry, settled: true } : entry));
      await state.updateRows(
        ({ followed, intents }) => ({
          intents,
          followed: followed.map((job) =>
            keys.has(job.key) && needsNotification(job) ? { ...job, notify: 'done' } : job,
          ),
        }),
        { changeNotified },
      );
    },

    /** To be called when the system shows notifications again. */
    unblock: (): Promise<Notified[]> =>
      state.notified.update((current) =>
        current.map((entry) => (entry.blocked ? { ...entry, blocked: false } : entry)),
      ),
  };
}
