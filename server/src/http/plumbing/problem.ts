import { type Problem, type RequestErrorCode, requestErrorStatus } from '@seo-live/protocol';

const titles: Record<RequestErrorCode, string> = {
  invalid_request: 'The request is not valid',
  invalid_url: 'This is not a web address',
  unsupported_scheme: 'Only http and https addresses can be scanned',
  url_too_long: 'The address is too long',
  address_refused: 'This address may not be scanned',
  unauthorized: 'No valid token',
  forbidden_origin: 'This origin may not use the server',
  pairing_refused: 'The pairing code is not valid',
  not_found: 'Not found',
  already_running: 'This site is being scanned already',
  wrong_state: 'Not possible in this state',
  too_many_rooms: 'This connection follows too many scans',
  idempotency_mismatch: 'This Idempotency-Key was used with another body',
  rate_limited: 'Too many requests',
  server_full: 'The server is full',
  websocket_disabled: 'Live updates are switched off',
  unavailable: 'Not available now',
  deleted: 'Deleted',
  internal: 'Something went wrong on the server',
};

export const PROBLEM_TYPE = 'application/problem+json';

/** A problem document (RFC 9457). `status` may be more precise than the code's own, e.g. 413. */
export const problemOf = (
  code: RequestErrorCode,
  detail: string,
  extras: {
    status?: number;
    job_id?: string;
    retry_after_ms?: number;
    errors?: { field: string; message: string }[];
  } = {},
): Problem => ({
  type: `urn:seo-live:problem:${code}`,
  title: titles[code],
  status: requestErrorStatus[code],
  detail,
  code,
  ...extras,
});
