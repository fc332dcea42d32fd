import type { Clock } from './clock.ts';
import type { CrawlLimits } from './limits.ts';
import type { FrontierStore, VisitRecord } from './ports.ts';

export interface RecordWriterOptions {
  frontier: FrontierStore;
  limits: Pick<CrawlLimits, 'batchSize' | 'batchMs'>;
  clock: Clock;
  /** Called after each batch that was written. */
  written: () => Promise<void>;
  /** Writing failed: the crawl cannot go on. */
  failed: (error: unknown) => void;
}

/** Writes what was read in batches, one at a time, in order. */
export function createRecordWriter({ frontier, limits, clock, written, failed }: RecordWriterOptions) {
  let pending: VisitRecord[] = [];
  let writing: Promise<void> = Promise.resolve();
  let cancelTimer: (() => void) | null = null;

  async function write(): Promise<void> {
    const batch = pending;
    if (batch.length === 0) return;
    pending = [];
    await frontier.record(batch);
    await written();
  }

  /** Resolves when everything pushed so far is written. */
  function flush(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    writing = writing.then(write);
    return writing;
  }

  const flushAlone = (): void => {
    flush().catch(failed);
  };

  return {
    push(record: VisitRecord): void {
      pending.push(record);
      if (pending.length >= limits.batchSize) flushAlone();
      else cancelTimer ??= clock.after(limits.batchMs, flushAlone);
    },
    flush,
  };
}
export type RecordWriter = ReturnType<typeof createRecordWriter>;
