import type { ScanMode, ScanOptions } from '@seo-live/protocol';
import type { JobKey } from './jobKey';

/** storage.local `intents`: the only commands that are queued. Shown as rows. */
export type Intent = StartIntent | CancelIntent;

export interface StartIntent {
  kind: 'start';
  /** Its Idempotency-Key. */
  id: string;
  url: string;
  mode: ScanMode;
  options: Partial<ScanOptions>;
  force: boolean;
  createdAt: string;
  /** The person cancelled it while it was starting. It is cancelled as soon as the start is answered. */
  cancelWanted: boolean;
  /** Why it is not on the server yet, or why it never will be. */
  problem: IntentProblem | null;
  /** ISO time before which the server asked not to be asked again. */
  notBefore?: string;
  /** A person may ask earlier: a page of another program named that time. */
  overridable?: boolean;
}

export interface CancelIntent {
  kind: 'cancel';
  id: string;
  jobKey: JobKey;
  jobId: string;
  createdAt: string;
  /** Why it will never be sent; always final. The scan's row shows it. */
  problem?: IntentProblem | null;
  notBefore?: string;
  overridable?: boolean;
}

export interface IntentProblem {
  /** A protocol error code, or `network`, `expired`, `cannot_start`, `no_job_id`. */
  code: string;
  /** True: it is not sent again, and the row offers to dismiss it or an action that fits the code. */
  final: boolean;
  /** With `already_running`: the id of the running scan. */
  jobId?: string;
}

/** Will still be sent. */
export const isUnsent = (intent: Intent): boolean => !intent.problem?.final;

/** After this time, a start or cancel that could not be sent is given up. */
export const INTENT_EXPIRES_HOURS = 12;
