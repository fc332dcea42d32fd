import { orAborted } from '../../shared/orAborted.ts';

/** Bytes of pages of one host that may be held at the same time, from the request until the page is read. */
const HOST_BYTES = 16 * 1024 * 1024;
/** What a page of an unknown host is expected to have. */
const USUAL_BYTES = 64 * 1024;

/** A page's part of the budget. */
export interface ByteShare {
  /** Called when the size of the page is known. */
  use(bytes: number): void;
  /** Called when the page is read, or there is none. */
  release(): void;
}

interface HostBudget {
  held: number;
  pages: number;
  /** Follows the largest pages of the host, and forgets them slowly. */
  expected: number;
  room: PromiseWithResolvers<void> | null;
}

/**
 * Limits the bytes of pages in memory. A page's size is unknown before it is there, so a request waits until
 * there is room for a page as large as the largest of its host. At least one page per host is always allowed.
 */
export function createByteBudget(hostBytes = HOST_BYTES) {
  const hosts = new Map<string, HostBudget>();

  return {
    /** Resolves when the next page of the host may be requested. Rejects when the signal aborts. */
    async take(host: string, signal: AbortSignal): Promise<ByteShare> {
      const budget = hosts.get(host) ?? { held: 0, pages: 0, expected: USUAL_BYTES, room: null };
      hosts.set(host, budget);
      budget.pages += 1;
      const leave = (): void => {
        budget.pages -= 1;
        if (budget.pages === 0) hosts.delete(host);
      };
      try {
        while (budget.held > 0 && budget.held + budget.expected > hostBytes) {
          budget.room ??= Promise.withResolvers();
          await orAborted(budget.room.promise, signal);
        }
      } catch (error) {
        leave();
        throw error;
      }
      let share = budget.expected;
      budget.held += share;
      const freed = (): void => {
        budget.room?.resolve();
        budget.room = null;
      };
      return {
        use(bytes) {
          budget.held += bytes - share;
          budget.expected = Math.max(USUAL_BYTES, bytes, Math.floor(budget.expected * 0.9));
          share = bytes;
          freed();
        },
        release() {
          budget.held -= share;
          freed();
          leave();
        },
      };
    },
  };
}
