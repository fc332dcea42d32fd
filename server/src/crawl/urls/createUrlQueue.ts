import type { FrontierItem, FrontierStore } from '../ports/frontierStore.ts';

export interface UrlQueueOptions {
  frontier: Pick<FrontierStore, 'take'>;
  /** Writes what was recorded, so that the store knows what it found. */
  flush: () => Promise<void>;
  /** How many to take from the store at once. */
  ahead: number;
}

/** Hands out URLs from the durable frontier to several workers, and knows when there are no more. */
export function createUrlQueue({ frontier, flush, ahead }: UrlQueueOptions) {
  const taken: FrontierItem[] = [];
  let working = 0;
  let finished = 0;
  let refilling: Promise<void> | null = null;
  let change = Promise.withResolvers<void>();

  async function refill(): Promise<void> {
    await flush();
    taken.push(...(await frontier.take(ahead)));
  }

  return {
    /** The next URL; waits while others at work may still find some; null when there are no more. */
    async next(): Promise<FrontierItem | null> {
      for (;;) {
        const item = taken.shift();
        if (item !== undefined) {
          working++;
          return item;
        }
        const before = finished;
        const idle = working === 0;
        const changed = change.promise;
        refilling ??= refill().finally(() => {
          refilling = null;
        });
        await refilling;
        if (taken.length > 0 || before !== finished) continue;
        if (idle && working === 0) return null;
        await changed;
      }
    },
    /** What was handed out is recorded, or will not be. */
    done(): void {
      working--;
      finished++;
      change.resolve();
      change = Promise.withResolvers();
    },
  };
}
export type UrlQueue = ReturnType<typeof createUrlQueue>;
