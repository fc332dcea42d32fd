import type { Finding, PageCounts, SeverityCounts } from '@seo-live/protocol';
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
