import type { FrontierItem, FrontierStore } from '../ports/frontierStore.ts';

export interface UrlQueueOptions {
  frontier: Pick<FrontierStore, 'take'>;
  /** Writes the records so far, so that the store knows the URLs they found. */
  flush: () => Promise<void>;
  /** Number of URLs to take from the store at a time. */
  ahead: number;
}

/** Hands out URLs from the durable frontier to several workers, until all URLs are done. */
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
    /** The next URL. Waits while other workers may still find URLs. Null when there are no more. */
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
    /** Called once for each URL that was handed out, when its visit is recorded or has failed. */
    done(): void {
      working--;
      finished++;
      change.resolve();
      change = Promise.withResolvers();
    },
  };
}
export type UrlQueue = ReturnType<typeof createUrlQueue>;
