import type { StoredItem } from '../state/storedItem';
import type { Outage } from '../state/types';

/** Since when nothing has answered: stored, so that days of it are counted through every death of the worker. */
export function createOutage({ item, now }: { item: StoredItem<Outage | null>; now: () => number }) {
  return {
    isOn: async (): Promise<boolean> => (await item.get()) !== null,
    /** Milliseconds of silence so far; 0 ends the outage. */
    async note(answered: boolean): Promise<number> {
      const outage = await item.update((held) =>
        answered ? null : (held ?? { since: new Date(now()).toISOString() }),
      );
      return outage ? Math.max(0, now() - Date.parse(outage.since)) : 0;
    },
  };
}
