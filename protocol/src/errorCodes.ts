import { z } from 'zod/mini';

/** Why a request was refused, with the HTTP status of its problem document. */
export const requestErrorStatus = {
  invalid_request: 400,
  invalid_url: 400,
  unsupported_scheme: 400,
  url_too_long: 400,
  address_refused: 400,
  unauthorized: 401,
  forbidden_origin: 403,
  pairing_refused: 403,
  /** Also when the thing is someone else's. */
  not_found: 404,
  already_running: 409,
  wrong_state: 409,
  too_many_rooms: 429,
  idempotency_mismatch: 422,
  rate_limited: 429,
  server_full: 503,
  websocket_disabled: 503,
  unavailable: 503,
  deleted: 410,
  internal: 500,
} as const;
export type RequestErrorCode = keyof typeof requestErrorStatus;

/** Why a scan ended without a report. Each has a sentence in both languages. */
export const scanErrorCodes = [
  'name_not_found',
  'address_refused',
  'site_unreachable',
  'site_timeout',
  'site_blocks_us',
  'tls_failed',
  'page_too_large',
  'too_many_redirects',
  'redirect_loop',
  'not_html',
  'start_page_error',
  'robots_unavailable',
  'robots_forbids',
  'deleted',
  'crashed_repeatedly',
  'internal',
] as const;
export type ScanErrorCode = (typeof scanErrorCodes)[number];

/** Codes are open on the wire: a newer server may know more than this client has words for. */
export const jobErrorSchema = z.looseObject({
  code: z.string().check(z.maxLength(64)),
  message: z.string().check(z.maxLength(2000)),
});
export type JobError = z.infer<typeof jobErrorSchema>;

export const ackErrorSchema = z.looseObject({
  code: z.string(),
  message: z.string(),
  retry_after_ms: z.optional(z.number()),
});
export type AckError = z.infer<typeof ackErrorSchema>;

/** RFC 9457 problem document; `code` is ours, `job_id` comes with 409. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  code: z.string(),
  job_id: z.optional(z.string()),
  retry_after_ms: z.optional(z.number()),
});
export type Problem = z.infer<typeof problemSchema>;
