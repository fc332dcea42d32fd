// What the contract names, without the schemas that check it: a page that only shows it carries none of them.

export const MAX_URL_LENGTH = 2048;

/** Patterns in one list of `include` or `exclude`, and characters in one of them. */
export const MAX_PATTERNS = 50;
export const MAX_PATTERN_LENGTH = 500;

/** Letters, digits, `-` and `_` in the id of a job. */
export const MAX_JOB_ID_LENGTH = 64;

/** Letters and digits of a pairing code, and how long it can be used. */
export const PAIRING_CODE_LENGTH = 8;
export const PAIRING_CODE_MINUTES = 10;

/** `sitemap` and `list` come with their own work; a mode not listed here is refused. */
export const scanModes = ['page', 'site'] as const;

/** Worst first: the order of every list that people see. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** A scan of which nothing else is said. */
export const defaultScanOptions = {
  /** Pages read at most. */
  max_pages: 1000,
  /** Clicks from the start page. */
  max_depth: 10,
  /** Requests a second to one host; the server may be stricter. */
  rate_per_s: 5,
  /** Wildcards on path and query: `*` is any run of characters. Empty: everything. */
  include: [] as string[],
  exclude: [] as string[],
  follow_robots: true,
};
