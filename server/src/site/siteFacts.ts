import type { Finding } from '@seo-live/protocol';

export type DuplicateKind = 'title' | 'description' | 'text';

/** A page that shares its title, description or text with others of its group. */
export interface DuplicateMember {
  /** The shared text; for `text` its hash. */
  key: string;
  /** Lower case, '' when the page declares none; always '' for `text`. */
  lang: string;
  url: string;
  /** Pages in the group, this one included: at least 2. */
  total: number;
}

export interface RedirectRow {
  url: string;
  status: number;
  to: string;
  /** True when more than other redirects lead here: a sitemap, a canonical, the start. */
  named: boolean;
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
}

/** What the site checks read of one job. Rows come one by one, grouped and joined by the store. */
export interface SiteFacts {
  /** Titles and descriptions: 200, self-canonical; text: indexable and not empty. Members of a group follow each other. */
  duplicates(kind: DuplicateKind): AsyncIterable<DuplicateMember>;
  /** Every URL that answered 3xx with a place to go to. */
  redirects(): AsyncIterable<RedirectRow>;
  /** Links to URLs that redirect; one row each page and target. */
  linksToRedirects(): AsyncIterable<UrlPair>;
  /** Status of the URL, null when it never answered or is not part of the scan. */
  statusOf(url: string): Promise<number | null>;
  /** Pages that answered 200 and name a canonical that answered 4xx or 5xx, and did not merely refuse us. */
  canonicalsToErrors(): AsyncIterable<FailedCanonical>;
  /** Links to what answered 4xx or 5xx, and did not merely refuse us; in order of page and position. */
  brokenLinks(): AsyncIterable<BrokenLink>;
  /** How many other pages link to each URL: number of the URL and count. */
  linksIn(): AsyncIterable<[n: number, pages: number]>;
}

/** Where the analysis puts what it found. */
export interface SiteResults {
  /**
   * Replaces everything an earlier analysis of this job wrote. Up to 1,000 findings in one transaction; more
   * follow in short ones, and a crash between two is healed by the analysis that runs again at the resume.
   */
  replace(jobId: string, findings: Finding[]): Promise<void>;
  /** Stores counts of linking pages, in small transactions. */
  storeLinksIn(jobId: string, counts: [n: number, pages: number][]): Promise<void>;
}
