/** Why a page has no answer that can be used: `reason` of a failed page. A newer server may name others. */
export const pageFailures = [
  'name_not_found',
  'address_refused',
  /** Refused, reset, or closed before the answer was complete. */
  'connection',
  'timeout',
  'tls',
  /** The server sends its certificate without the intermediate one that connects it with a known authority. */
  'tls_chain',
  'too_large',
  /** Not valid HTTP, also when it is read leniently. */
  'bad_answer',
  /** The page breaks its reader: it takes too long or too much memory. */
  'unreadable',
] as const;
export type PageFailure = (typeof pageFailures)[number];
