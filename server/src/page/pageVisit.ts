import type { PageFacts } from './pageFacts.ts';

/** One URL as it answered: what page checks judge. No Node types, so that a browser could make one. */
export interface PageVisit {
  url: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** Why no answer came; null when one did. */
  failure: FetchFailure | null;
  /** 429, or 403 and 503 to a bot: coverage, never a finding. */
  refused: boolean;
  /** Tries made, each failed in the same way. */
  attempts: number;
  contentType: string | null;
  /** Absolute URL of the next hop for 3xx with a usable Location. */
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
