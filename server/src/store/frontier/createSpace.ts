import type { LimitName } from '@seo-live/protocol';
import type { FoundUrl } from '../../crawl/ports/frontierStore.ts';
import type { Store } from '../database/openStore.ts';
import { bytesOfFound, OVERHEAD } from './boundPage.ts';
import { countBytes } from './countBytes.ts';
import { reachedLimits } from './crawlNotes.ts';

/** Skipped URLs that are stored. Without a limit, a site with endless links would fill the disk. */
const MAX_SKIPPED = 100_000;
const MAX_SKIPPED_BYTES = 32_000_000;

const fullLimits = ['scan_disk', 'data_disk'] as const satisfies LimitName[];

export interface SpaceLimits {
  /** Bytes of the database that the job may fill. */
  maxBytes?: number | undefined;
  /** Bytes that all jobs together may fill. */
  maxDataBytes?: number | undefined;
}

/** The space that a job fills in the database, counted approximately, and whether there is more of it. */
export function createSpace(store: Store, jobId: string, limits: SpaceLimits) {
  const { maxBytes = Number.POSITIVE_INFINITY, maxDataBytes = Number.POSITIVE_INFINITY } = limits;
  let bytes = { all: 0, skipped: 0 };
  let full = false;
  return {
    /** Continues from the rows of an earlier run. */
    async load(): Promise<void> {
      bytes = await countBytes(store.db, jobId);
      const reached = await reachedLimits(store.db, jobId);
      full = reached.some(({ limit }) => fullLimits.some((name) => name === limit));
    },
    add(more: number): void {
      bytes.all += more;
    },
    addUrl(url: FoundUrl, isSkipped: boolean): void {
      bytes.all += bytesOfFound(url);
      if (isSkipped) bytes.skipped += bytesOfFound(url);
    },
    /** Whether one more URL that is not read may be listed. */
    mayList: (skipped: number): boolean =>
      !full && skipped < MAX_SKIPPED && bytes.skipped < MAX_SKIPPED_BYTES,
    isFull: (): boolean => full,
    /** The limit that is reached now, once. The job reads no further page then. */
    takeLimit(): LimitName | null {
      if (full) return null;
      const limit =
        bytes.all * OVERHEAD > maxBytes ? 'scan_disk' : store.usedBytes() > maxDataBytes ? 'data_disk' : null;
      full = limit !== null;
      return limit;
    },
  };
}
