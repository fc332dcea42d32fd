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
  /** Also for what belongs to another user. */
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

/** Why a scan ended without a report. Each has a text in both languages. */
export const scanErrorCodes = [
  'name_not_found',
  'address_refused',
  'site_unreachable',
  'site_timeout',
  'site_blocks_us',
  'tls_failed',
  'tls_chain_incomplete',
  'page_too_large',
  'page_unreadable',
  'too_many_redirects',
  'redirect_loop',
  'not_html',
  'start_page_error',
  'robots_unavailable',
  'robots_forbids',
  'robots_forbids_us',
  'leads_to_other_site',
  'deleted',
  'crashed_repeatedly',
  'internal',
] as const;
export type ScanErrorCode = (typeof scanErrorCodes)[number];

/** Whether a scan ended by the server's own fault. Its text sends the administrator to the server's log. */
export const isOwnFault = (code: unknown): boolean => code === ('internal' satisfies ScanErrorCode);
