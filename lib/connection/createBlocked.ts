import { BLOCKED_FOR_MS, type BlockedSocket } from '../state/blockedSocket';
import type { StoredItem } from '../state/createStoredItem';
import { isAhead } from '../state/isAhead';
import type { PairedServer } from '../state/pairedServer';
import type { WallClock } from '../state/wallClock';

/**
 * Remembers for ten minutes that no WebSocket reaches a server. Never rejects: if storage refuses, the next scan
 * only waits for its second failure again.
 */
export function createBlocked(deps: { item: StoredItem<BlockedSocket | null>; now: WallClock }) {
  const { item, now } = deps;
  return {
    /** Failed tries in a row, or null while the socket may be reachable. */
    attempts: async ({ pairedAt }: PairedServer): Promise<number | null> => {
      const stored = await item.get().catch(() => null);
      const holds = stored?.pairedAt === pairedAt && isAhead(Date.parse(stored.until), now(), BLOCKED_FOR_MS);
      return holds ? stored.attempts : null;
    },
    note: ({ pairedAt }: PairedServer, attempts: number): Promise<void> =>
      item
        .set({ pairedAt, attempts, until: new Date(now() + BLOCKED_FOR_MS).toISOString() })
        .catch(() => undefined),
    /** A socket was connected, or the person asks. */
    forget: async (): Promise<void> => {
      await item.update(() => null).catch(() => undefined);
    },
  };
}
