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
  /** Wanted while still starting: cancelled as soon as the start is answered. */
  cancelWanted: boolean;
  /** Why it is not on the server yet, or why it never will be. */
  problem: IntentProblem | null;
  /** ISO time before which the server asked not to be asked again. */
  notBefore?: string;
}

export interface CancelIntent {
  kind: 'cancel';
  id: string;
  jobKey: JobKey;
  jobId: string;
  createdAt: string;
  /** Final only: why it never reached the server. The scan's row says so. */
  problem?: IntentProblem | null;
  notBefore?: string;
}

export interface IntentProblem {
  /** A protocol error code, or `network`, `expired`, `cannot_start`, `no_job_id`. */
  code: string;
  /** True: will not be sent again; the row offers to dismiss it, or what fits the code. */
  final: boolean;
  /** With `already_running`: the scan that runs. */
  jobId?: string;
}

/** Will still be sent. */
export const isUnsent = (intent: Intent): boolean => !intent.problem?.final;

/** A start or cancel that could not be sent for so long is not sent any more. */
export const INTENT_EXPIRES_HOURS = 12;
