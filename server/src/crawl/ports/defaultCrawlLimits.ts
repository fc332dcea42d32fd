import { ROBOTS_BYTES } from '@seo-live/audit';

/** Limits of one crawl. Times are in milliseconds, sizes in bytes after decompression. */
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
  /** Sitemaps are read down to this level of indexes, from 1. */
  sitemapDepth: number;
  /** Requests per second to one host, over all scans of this process. */
  ratePerS: number;
  /** Open requests to one host, over all scans of this process. */
  perHost: number;
  /** Redirects followed from the start page, and from any link. */
  redirectHops: number;
  /** Time between two tries in a row after a failure that may be temporary. */
  retryMs: number;
  /** Time from the last failure of the crawl to the second look at failures that may be temporary. */
  retryAfterMs: number;
  /** A longer Retry-After is not waited for. */
  maxRetryAfterMs: number;
  /** A longer Crawl-delay is shortened to this. */
  maxCrawlDelayMs: number;
  /** Refusals without a page in between after which no more requests are sent. */
  maxConsecutiveRefusals: number;
  /** Records are written in batches of at most this many. */
  batchSize: number;
  /** A record waits at most this long for its batch. */
  batchMs: number;
}

export const defaultCrawlLimits: CrawlLimits = {
  connectMs: 10_000,
  firstByteMs: 10_000,
  totalMs: 30_000,
  pageBytes: 10 * 1024 * 1024,
  robotsBytes: ROBOTS_BYTES,
  sitemapBytes: 50 * 1024 * 1024,
  sitemapFiles: 50_000,
  sitemapUrls: 100_000,
  sitemapDepth: 4,
  ratePerS: 5,
  perHost: 8,
  redirectHops: 20,
  retryMs: 2_000,
  retryAfterMs: 30_000,
  maxRetryAfterMs: 60_000,
  maxCrawlDelayMs: 30_000,
  maxConsecutiveRefusals: 12,
  batchSize: 25,
  batchMs: 250,
};
