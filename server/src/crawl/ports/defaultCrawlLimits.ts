/** Caps of one crawl. Times are milliseconds, sizes are bytes after decompression. */
export interface CrawlLimits {
  connectMs: number;
  /** From sending the request to the first byte of the answer. */
  firstByteMs: number;
  /** From sending the request to the last byte. */
  totalMs: number;
  pageBytes: number;
  robotsBytes: number;
  sitemapBytes: number;
  sitemapFiles: number;
  sitemapUrls: number;
  /** Requests a second to one host, over all scans of this process. */
  ratePerS: number;
  /** Open requests to one host, over all scans of this process. */
  perHost: number;
  /** Hops followed from the start page, and from any link. */
  redirectHops: number;
  /** Waiting between two tries of what may be a hiccup. */
  retryMs: number;
  /** A longer Retry-After than this is not waited for. */
  maxRetryAfterMs: number;
  /** A longer Crawl-delay than this is not kept. */
  maxCrawlDelayMs: number;
  /** Refusals one after the other, without a page between them, after which the site is left alone. */
  refusalsInARow: number;
  /** Records are written together: at most this many, at most this long kept. */
  batchSize: number;
  batchMs: number;
}

export const defaultCrawlLimits: CrawlLimits = {
  connectMs: 10_000,
  firstByteMs: 10_000,
  totalMs: 30_000,
  pageBytes: 10 * 1024 * 1024,
  robotsBytes: 500 * 1024,
  sitemapBytes: 50 * 1024 * 1024,
  sitemapFiles: 50,
  sitemapUrls: 100_000,
  ratePerS: 5,
  perHost: 8,
  redirectHops: 10,
  retryMs: 2_000,
  maxRetryAfterMs: 60_000,
  maxCrawlDelayMs: 30_000,
  refusalsInARow: 12,
  batchSize: 25,
  batchMs: 250,
};
