/** Failures cross the message channel as values: a thrown error would lose its code. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: Failure };

/**
 * A protocol error code, or one of ours: `network`, `timeout`, `host_permission`, `not_paired`, `bad_answer` (something
 * else than our server answered), `invalid_server_url`, `https_required`, `invalid_settings`,
 * `notifications_blocked`; of plain servers `cannot_start`, `cannot_cancel`,
 * `not_allowed`, `no_job_id`, `maybe_started`, `no_id`, `unknown_id`.
 */
export interface Failure {
  code: string;
  /** Of the HTTP answer; missing when there was none, or none that could be read. */
  status?: number;
  detail?: string;
  jobId?: string;
  retryAfterMs?: number;
}

export const succeed = <T>(value: T): Answer<T> => ({ ok: true, value });

export const fail = (code: string, more: Omit<Failure, 'code'> = {}): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, ...more },
});
