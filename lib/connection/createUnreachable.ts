import type { StoredItem } from '../state/createStoredItem';
import { type Outage, tryEveryMs } from '../state/tryEveryMs';
import type { WallClock } from '../state/wallClock';

/** Time in which nobody asked does not count: at most two pauses do, however long the computer was off. */
function longer(current: Outage | null, now: number): Outage {
  const triedAt = new Date(now).toISOString();
  if (!current) return { silentMs: 0, triedAt };
  const passed = Math.max(0, now - Date.parse(current.triedAt));
  return {
    silentMs: current.silentMs + Math.min(passed, 2 * (tryEveryMs(current.silentMs) ?? 0)),
    triedAt,
  };
}

/** For how long nothing has answered. It is stored, so that days are counted although the worker dies often. */
export function createUnreachable({ item, now }: { item: StoredItem<Outage | null>; now: WallClock }) {
  return {
    /** Milliseconds without an answer so far, or null while something answers. */
    lastedMs: async (): Promise<number | null> => (await item.get())?.silentMs ?? null,
    /** The same after one more try. An answer resets it to 0. */
    note: async (answered: boolean): Promise<number> => {
      const stored = await item.update((current) => (answered ? null : longer(current, now())));
      return stored?.silentMs ?? 0;
    },
  };
}
