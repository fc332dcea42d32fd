import type { ScanMode } from '@seo-live/protocol';
import type { OwnerKey } from './jobKey';

/** storage.local `elsewhere`: running scans of the same person that are not followed here. */
export interface StartedElsewhere {
  /** The owner key; empty before the first answer. */
  of: OwnerKey | '';
  /** The place up to which the server's list of changes was read; null before the first answer. */
  cursor: string | null;
  /** The server has no such list, and is not asked again before this ISO time. */
  unlistedUntil?: string;
  jobs: StartedElsewhereJob[];
}

export interface StartedElsewhereJob {
  jobId: string;
  url: string;
  mode: ScanMode;
  createdAt: string;
}
