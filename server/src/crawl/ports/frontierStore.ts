import type { FetchFailure, PageVisit, ScanUrl } from '@seo-live/audit';
import type { Finding, fileFaults, LimitName, PageCounts, SeverityCounts } from '@seo-live/protocol';

export type UrlSource = 'start' | 'link' | 'sitemap' | 'redirect' | 'canonical';
export type SkipReason = 'robots' | 'filter' | 'limit' | 'other';

/** A URL that was found. With `skip` it is counted but not read, for that reason. */
export interface FoundUrl extends ScanUrl {
  depth: number;
  source: UrlSource;
  inSitemap: boolean;
  skip?: SkipReason | undefined;
}

export interface FrontierItem extends ScanUrl {
  depth: number;
  source: UrlSource;
  inSitemap: boolean;
}

/** A URL whose first visit failed, with what that visit found. */
export interface FailedItem extends FrontierItem {
  status: number | null;
  failure: FetchFailure | null;
  contentType: string | null;
  responseMs: number;
  bytes: number;
}

/** A robots.txt as it was answered. */
export interface RobotsFile {
  origin: string;
  /** Null when no answer came; `failure` is the reason then. */
  status: number | null;
  failure: FetchFailure | null;
  /** Requests that got this answer in a row. */
  tries: number;
  /** One character for each byte; empty unless the status is 2xx. */
  body: string;
}

/** A visited URL with its findings and the URLs it found. The store writes all of it in one transaction. */
export interface VisitRecord {
  visit: PageVisit;
  outcome: 'read' | 'failed' | 'refused' | 'redirected' | 'other';
  /** sha-256 of the main text, hex; null without facts. */
  textHash: string | null;
  indexable: boolean;
  findings: Finding[];
  found: FoundUrl[];
}

/** A limit that was reached, and how much it left out. Null when that is not known. */
export interface ReachedLimit {
  limit: LimitName;
  leftOut: number | null;
}

/** Why search engines may refuse a sitemap. */
export interface SitemapProblem {
  url: string;
  kind: (typeof fileFaults)[number];
  /** The error of the parser, or what was found instead; empty when there is nothing to add. */
  detail: string;
  line: number | null;
}

export interface SitemapNotes {
  problems: SitemapProblem[];
  /** Each limit once. */
  reached: ReachedLimit[];
}

/** The durable frontier of one job. After a crash, URLs that were taken but not recorded are handed out again. */
export interface FrontierStore {
  /** Adds URLs that are not known yet, in order. Known URLs keep their row, but `inSitemap` may become true. */
  add(found: FoundUrl[]): Promise<void>;
  /** Up to `count` queued URLs in order of discovery that this process has not taken yet. */
  take(count: number): Promise<FrontierItem[]>;
  /** Writes rows, links, page findings and new URLs in one transaction. Recording a URL again replaces them. */
  record(batch: VisitRecord[]): Promise<void>;
  /** Stores what was noted while reading the sitemaps, in place of earlier notes. */
  noteSitemaps(notes: SitemapNotes): Promise<void>;
  /** Stores a robots.txt, in place of the one that was stored for its origin. */
  noteRobots(file: RobotsFile): Promise<void>;
  /** Stores that the start page needs cookies, so that a resumed crawl keeps them, too. */
  noteStartCookies(): Promise<void>;
  needsStartCookies(): Promise<boolean>;
  /** Marks a queued URL as one that is not read, for this reason. */
  skip(url: string, reason: SkipReason): Promise<void>;
  /** URLs whose outcome is `failed` and that are not verified yet. */
  failures(): Promise<FailedItem[]>;
  /** URLs whose redirects lead in a circle and that were not looked at again. */
  loops(): Promise<FrontierItem[]>;
  /** Counted from rows once, then updated by each call above. `in_flight` is taken but not recorded. */
  counts(): Promise<{ pages: PageCounts; issues: SeverityCounts }>;
}
