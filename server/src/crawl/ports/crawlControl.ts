import type { PageCounts, ScanMode, ScanOptions, SeverityCounts } from '@seo-live/protocol';

export interface CrawlJob {
  jobId: string;
  url: string;
  mode: ScanMode;
  options: ScanOptions;
}

/** Progress that the crawl reports. The run of the job turns it into messages. */
export interface CrawlProgress {
  phase: 'discovering' | 'crawling' | 'verifying';
  pages: PageCounts;
  issues: SeverityCounts;
  ratePerS: number;
  /** Second looks at URLs that failed. Null before them. */
  again: { done: number; total: number } | null;
  /** Seconds before which nothing is looked at again; 0 when nothing failed. */
  againInS: number;
  /** URLs that the sitemaps list, at most as many as the scan reads; 0 without a sitemap. */
  inSitemap: number;
  currentUrls: string[];
  /** Answers so far that asked the crawl to slow down. */
  slowed: number;
}

/** How the run of a job stops and pauses its crawl, and what the crawl reports to it. */
export interface CrawlControl {
  /** Aborts on cancel: no new request is sent, and requests in flight are aborted and awaited. */
  signal: AbortSignal;
  /** Resolves at once while the job runs. While it is paused, resolves when it continues. */
  gate(): Promise<void>;
  report(progress: CrawlProgress): void;
  /** Called for every request to the site. The time of the last one is part of the answer to a cancel. */
  requestSent(): void;
}
