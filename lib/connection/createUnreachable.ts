import type { Outage } from '../state/outageSchedule';
import { tryEveryMs } from '../state/outageSchedule';
import type { StoredItem } from '../state/storedItem';

/** Time in which nobody asked is no silence: two of the pauses count at most, however long the computer was off. */
function longer(held: Outage | null, now: number): Outage {
  const triedAt = new Date(now).toISOString();
  if (!held) return { silentMs: 0, triedAt };
  const passed = Math.max(0, now - Date.parse(held.triedAt));
  return { silentMs: held.silentMs + Math.min(passed, 2 * (tryEveryMs(held.silentMs) ?? 0)), triedAt };
}

/** How long nothing has answered: stored, so that days of it are counted through every death of the worker. */
export function createOutage({ item, now }: { item: StoredItem<Outage | null>; now: () => number }) {
  return {
    /** Milliseconds of silence so far, or null while something answers. */
    silentMs: async (): Promise<number | null> => (await item.get())?.silentMs ?? null,
    /** The same after one more try; an answer ends the outage. */
    note: async (answered: boolean): Promise<number> => {
      const outage = await item.update((held) => (answered ? null : longer(held, now())));
      return outage?.silentMs ?? 0;
    },
  };
}
