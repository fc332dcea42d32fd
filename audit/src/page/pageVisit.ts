import type { PageFacts } from './pageFacts.ts';

/** The result of visiting one URL, which page checks judge. It has no Node types, so that it also works in a browser. */
export interface PageVisit {
  url: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** Why no answer came, or null when one came. */
  failure: FetchFailure | null;
  /** The site blocked this crawler. That reduces coverage and is never a finding. */
  refused: boolean;
  /** Requests that were made for this result; 0 when the crawl had stopped asking the site. */
  attempts: number;
  contentType: string | null;
  /** Absolute URL of the next hop. Null unless the status is 3xx with a usable Location. */
  redirectTo: string | null;
  /** Listed in a sitemap that this scan read. */
  inSitemap: boolean;
  depth: number;
  responseMs: number;
  /** Size of the body after decompression; of a body that was not read, its Content-Length or 0. */
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
