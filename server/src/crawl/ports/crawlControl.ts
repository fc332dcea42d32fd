import type { PageCounts, ScanMode, ScanOptions, SeverityCounts } from '@seo-live/protocol';

export interface CrawlJob {
  jobId: string;
  url: string;
  mode: ScanMode;
  options: ScanOptions;
}

/** What the crawl says while it runs; the job manager makes messages of it. */
export interface CrawlProgress {
  phase: 'discovering' | 'crawling' | 'verifying';
  pages: PageCounts;
  issues: SeverityCounts;
  ratePerS: number;
  etaS: [number, number] | null;
  currentUrls: string[];
  /** Answers of 429 and 503 so far. */
  slowed: number;
}

export interface CrawlControl {
  /** Aborted by cancel: nothing new is requested, what is in flight is aborted and awaited. */
  signal: AbortSignal;
  /** Resolves while the job may go on; waits while it is paused. */
  gate(): Promise<void>;
  report(progress: CrawlProgress): void;
  /** Called for every request sent to the site: ISO time of the last one is part of cancel's answer. */
  requestSent(): void;
}
