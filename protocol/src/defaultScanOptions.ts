// What people may ask a scan for, without the schemas: a page that only shows it need not load them.

export const MAX_URL_LENGTH = 2048;

/** Patterns in one list of `include` or `exclude`, and characters in one of them. */
export const MAX_PATTERNS = 50;
export const MAX_PATTERN_LENGTH = 500;

/** The options of a scan for which none are given. */
export const defaultScanOptions = {
  /** Page limit. */
  max_pages: 1000,
  /** Clicks from the start page. */
  max_depth: 10,
  /** Requests a second to one host; the server may be stricter. */
  rate_per_s: 5,
  /** Wildcards on path and query: `*` is any run of characters. Empty: everything. */
  include: [] as string[],
  exclude: [] as string[],
  follow_robots: true,
  /** One cookie jar for the whole scan. Search engines keep no cookies, so it is off. */
  keep_cookies: false,
};
