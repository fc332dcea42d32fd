/** Longest id of a scan on any server. Our own server's ids are shorter. */
export const LONGEST_JOB_ID = 128;

/**
 * Applications name their jobs as they like: `crawl:2026.11`, `sites/42`. A dot at the beginning is left out, since
 * `..` in a path of an address means something else.
 */
const pattern = `[A-Za-z0-9_-][A-Za-z0-9_.:/~@+=-]{0,${LONGEST_JOB_ID - 1}}`;
const ID = new RegExp(`^${pattern}$`);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isJobId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/** Whether two spellings name one job: the letters of a UUID may be upper or lower case (RFC 9562, 4). */
export const isSameJobId = (a: unknown, b: string): boolean =>
  a === b || (typeof a === 'string' && UUID.test(a) && a.toLowerCase() === b.toLowerCase());
