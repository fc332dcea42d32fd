import type { Finding, PageCounts, ScanMode, ScanOptions, SeverityCounts } from '@seo-live/protocol';
import type { PageVisit } from '../../page/pageVisit.ts';

export type UrlSource = 'start' | 'link' | 'sitemap' | 'redirect' | 'canonical';
export type SkipReason = 'robots' | 'filter' | 'limit' | 'other';

/** A URL found. `skip` says it will not be read and why; it is counted all the same. */
export interface FoundUrl {
  url: string;
  depth: number;
  source: UrlSource;
  inSitemap: boolean;
  skip?: SkipReason;
}

export interface FrontierItem {
  url: string;
  depth: number;
  source: UrlSource;
  inSitemap: boolean;
}

/** A URL that was read, with all that follows from it: one unit of the store's transaction. */
export interface VisitRecord {
  visit: PageVisit;
  outcome: 'read' | 'failed' | 'refused' | 'redirected' | 'other';
  /** sha-256 of the main text, hex; null without facts. */
  textHash: string | null;
  indexable: boolean;
  findings: Finding[];
  found: FoundUrl[];
}

/** The durable frontier of one job. What was taken and not recorded is handed out again after a crash. */
export interface FrontierStore {
  /** Adds what is not known yet, in order; known URLs keep their row (inSitemap is or-ed in). */
  add(found: FoundUrl[]): Promise<void>;
  /** Up to `count` queued URLs in order of discovery that this process has not taken yet. */
  take(count: number): Promise<FrontierItem[]>;
  /** One transaction: rows, links, page findings, new URLs. Recording a URL again replaces its output. */
  record(batch: VisitRecord[]): Promise<void>;
  /** URLs whose outcome is `failed` and that were not verified yet, for the slow second look. */
  failures(): Promise<FrontierItem[]>;
  /** Counted from rows; after that kept in step by each call above. in_flight = taken, not recorded. */
  counts(): Promise<{ pages: PageCounts; issues: SeverityCounts }>;
}

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

/** Thrown when nothing could be judged at all: the scan fails with this code and these words. */
export class ScanFailure extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ScanFailure';
    this.code = code;
  }
}
