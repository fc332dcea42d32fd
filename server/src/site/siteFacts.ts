import type { Finding } from '@seo-live/protocol';

export type DuplicateKind = 'title' | 'description' | 'text';

/** A page that shares its title, description or text with another page. */
export interface DuplicateMember {
  /** The shared text, or its hash for `text`. */
  key: string;
  /** As the page declares it. */
  lang: string | null;
  url: string;
  /** Hash of its main text. Null when that has too few words to be called the same text. */
  textHash: string | null;
}

export interface FailedUrl {
  url: string;
  status: number;
  attempts: number;
}

export interface RedirectRow {
  url: string;
  status: number;
  to: string;
}

export interface UrlPair {
  from: string;
  to: string;
}

interface FailedCanonical {
  url: string;
  target: string;
  status: number;
}

export interface BrokenLink {
  from: string;
  to: string;
  status: number;
  anchor: string;
  selector: string;
  /** Requests that failed in a row. */
  attempts: number;
}

export interface RobotsFileRow {
  origin: string;
  /** Null when no answer came. */
  status: number | null;
  /** Requests that got this answer in a row. */
  tries: number;
  /** One character for each byte; empty unless the status is 2xx. */
  body: string;
}

export interface SitemapProblemRow {
  url: string;
  kind: string;
  detail: string;
  line: number | null;
}

/** What the site checks read of one job. Rows come one by one, grouped and joined by the store. */
export interface SiteFacts {
  /** Indexable pages that share what is not empty. Members of a group follow each other, in order of discovery. */
  duplicates(kind: DuplicateKind): AsyncIterable<DuplicateMember>;
  /** Every URL that answered 3xx with a usable target. */
  redirects(): AsyncIterable<RedirectRow>;
  /** Links to URLs that redirect, one row per page and target, in order of the pages. */
  linksToRedirects(): AsyncIterable<UrlPair>;
  /** URLs that answered 500 to 599 at every try, or were asked once only, and were not blocked by the site, in order of discovery. */
  serverErrors(): AsyncIterable<FailedUrl>;
  /** How many URLs were requested. */
  requested(): Promise<number>;
  /** Indexable pages without a canonical, and whether another indexable page has the same text. */
  withoutCanonical(): AsyncIterable<{ url: string; sharesText: boolean }>;
  /** Status of the URL. Null when it did not answer or is not part of the scan. */
  statusOf(url: string): Promise<number | null>;
  /** Pages with status 200 whose canonical answered 4xx or 5xx and was not blocked by the site. */
  canonicalsToErrors(): AsyncIterable<FailedCanonical>;
  /** Links to URLs that answered 4xx or 5xx and were not blocked by the site, in order of page and position. */
  brokenLinks(): AsyncIterable<BrokenLink>;
  /** Sitemaps that search engines may refuse, in order of their URLs. */
  sitemapProblems(): AsyncIterable<SitemapProblemRow>;
  /** URLs that were read only with cookies, with their status without them (0: no answer). */
  needCookies(): AsyncIterable<{ url: string; status: number }>;
  /** Links from other pages to such URLs, one row per page and target. */
  linksThatNeedCookies(): AsyncIterable<UrlPair & { status: number }>;
  /** Each robots.txt that the scan asked for. */
  robotsFiles(): Promise<RobotsFileRow[]>;
  /** Where the redirects of the scan's address end; null when it was not found. */
  startPage(): Promise<string | null>;
  /** Every URL that was found and does not redirect, as it is requested. */
  requestUrls(): AsyncIterable<string>;
  /** How many other pages link to each URL. */
  linksIn(): AsyncIterable<[urlNumber: number, pages: number]>;
}

/**
 * Stores the results of the analysis, piece by piece, each in a short transaction. After a crash in between, the
 * resumed job runs the analysis again.
 */
export interface SiteResults {
  /** Removes the results of an earlier analysis of this job. */
  begin(jobId: string): Promise<void>;
  /** Adds findings. Only the first of each check keep their evidence. */
  addFindings(jobId: string, findings: Finding[]): Promise<void>;
  /** Removes the findings of a check that did not finish. */
  removeFindings(jobId: string, check: string): Promise<void>;
  /** Stores how many other pages link to each of these URLs. */
  addLinksIn(jobId: string, counts: [urlNumber: number, pages: number][]): Promise<void>;
}
