import type { JobMessage, ScanMode, ScanOptions } from '@seo-live/protocol';
import type { IntentProblem } from './intent';
import type { JobKey } from './jobKey';

/** One row of the popup: a start that waits, a running scan or an ended one. */
export interface JobView {
  /** jobKey, or the intent's id while starting. */
  id: string;
  kind: 'starting' | 'active' | 'ended';
  key: JobKey | null;
  jobId: string | null;
  /** The id of the row that it was while starting. */
  startedBy?: string;
  url: string;
  mode: ScanMode;
  /** Options that differ from the defaults; known for starts only. */
  options: Partial<ScanOptions>;
  message: JobMessage | null;
  problem: IntentProblem | null;
  removed: 'deleted' | 'not_found' | null;
  /** As in `FollowedJob`. */
  reportless?: true | undefined;
  read: boolean;
  at: string;
}
