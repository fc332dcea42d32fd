import type { FailureCode } from './failureTraits';

/** Failures cross the message channel as values: a thrown error would lose its code. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: Failure };

export interface Failure {
  /** A `FailureCode`, or one of a newer server. */
  code: string;
  /** The HTTP status; missing when no answer came, or none that could be read. */
  status?: number;
  detail?: string;
  jobId?: string;
  retryAfterMs?: number;
  /** A page of another program asked to wait, so a person may override it. */
  overridable?: true;
}

export const succeed = <T>(value: T): Answer<T> => ({ ok: true, value });

export const fail = (code: FailureCode, more: Omit<Failure, 'code'> = {}): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, ...more },
});
