import type { ScanMode } from '@seo-live/protocol';
import type { OwnerKey } from './jobKey';

/** storage.local `elsewhere`: scans of the same person that run, but are not followed here. */
export interface StartedElsewhere {
  /** Empty before the first answer. */
  of: OwnerKey | '';
  /** Where the server's list of changes was read up to; null before the first answer. */
  cursor: string | null;
  /** ISO time before which it is not asked again, since it has no such list. */
  unlistedUntil?: string;
  jobs: StartedElsewhereJob[];
}

export interface StartedElsewhereJob {
  jobId: string;
  url: string;
  mode: ScanMode;
  createdAt: string;
}
