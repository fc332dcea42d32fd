import type { PageFacts } from './pageFacts.ts';

/** The answer of one URL, which page checks judge. Contains no Node types, so that a browser can make one. */
export interface PageVisit {
  url: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** Why no answer came, or null when one came. */
  failure: FetchFailure | null;
  /** Blocked by the site (429, 403, some 503). This reduces coverage and is never a finding. */
  refused: boolean;
  /** Number of tries that ended in this result. */
  attempts: number;
  contentType: string | null;
  /** Absolute URL of the next hop. Null unless the status is 3xx with a usable Location. */
  redirectTo: string | null;
  /** Listed in a sitemap that this scan read. */
  inSitemap: boolean;
  depth: number;
  responseMs: number;
  bytes: number;
  /** Null unless the status is 200 and the body is HTML. */
  facts: PageFacts | null;
}

export type FetchFailure =
  | 'name_not_found'
  | 'address_refused'
  | 'connection'
  | 'timeout'
  | 'tls'
  | 'too_large'
  | 'bad_answer';
