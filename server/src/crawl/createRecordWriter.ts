import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../shared/clock.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FrontierStore, VisitRecord } from './ports/frontierStore.ts';

/** Approximate rows of one transaction: some twenty ordinary pages, or one page full of links. */
const ROWS_AT_ONCE = 5_000;

const rowsOf = ({ visit, findings, found }: VisitRecord): number =>
  1 + (visit.facts?.links.length ?? 0) + findings.length + found.length;

/** Removes the first records that fit into one transaction, at least one, and returns them. */
function removeBatch(records: VisitRecord[]): VisitRecord[] {
  let rows = 0;
  const fits = records.findIndex((record, i) => {
    rows += rowsOf(record);
    return i > 0 && rows > ROWS_AT_ONCE;
  });
  return records.splice(0, fits === -1 ? records.length : fits);
}

export interface RecordWriterOptions {
  frontier: FrontierStore;
  limits: Pick<CrawlLimits, 'batchSize' | 'batchMs'>;
  clock: Clock;
  /** Called after each written batch. */
  written: () => Promise<void>;
  /** Called when writing failed, because the crawl cannot continue then. */
  failed: (error: unknown) => void;
}

/** Writes records in batches, one batch after another, in the order they were pushed. */
export function createRecordWriter({ frontier, limits, clock, written, failed }: RecordWriterOptions) {
  let pending: VisitRecord[] = [];
  let writing: Promise<void> = Promise.resolve();
  let cancelTimer: (() => void) | null = null;

  async function write(): Promise<void> {
    const batch = pending;
    if (batch.length === 0) return;
    pending = [];
    while (batch.length > 0) {
      await frontier.record(removeBatch(batch));
      await written();
      if (batch.length > 0) await setImmediate();
    }
  }

  /** Resolves when everything pushed so far is written. */
  function flush(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    writing = writing.then(write);
    return writing;
  }

  const flushInBackground = (): void => {
    flush().catch(failed);
  };

  return {
    push(record: VisitRecord): void {
      pending.push(record);
      if (pending.length >= limits.batchSize) flushInBackground();
      else cancelTimer ??= clock.after(limits.batchMs, flushInBackground);
    },
    flush,
  };
}
export type RecordWriter = ReturnType<typeof createRecordWriter>;
