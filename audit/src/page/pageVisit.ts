import type { PageFailure } from '@seo-live/protocol';
import type { ScanUrl } from '../urls/scanUrl.ts';
import type { PageFacts } from './pageFacts.ts';

/** The result of visiting one URL, which page checks judge. It has no Node types, so that it also works in a browser. */
export interface PageVisit {
  /** The identity of the URL (see `urlIdentity`). */
  url: string;
  /** The spelling that was requested, when that is another. */
  requestUrl?: string | undefined;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** Why no answer came, or why the page that came cannot be read. Otherwise null. */
  failure: FetchFailure | null;
  /** The site blocked this crawler. That reduces coverage and is never a finding. */
  refused: boolean;
  /** Requests that were made for this result; 0 when the crawl had stopped asking the site. */
  attempts: number;
  contentType: string | null;
  /** The next hop. Null unless the status is 3xx with a usable Location. */
  redirectTo: string | null;
  /** The next hop as the Location spells it, when that is not its identity. */
  redirectRequestUrl?: string | undefined;
  /** Listed in a sitemap that this scan read. */
  inSitemap: boolean;
  depth: number;
  responseMs: number;
  /** Size of the body after decompression; of a body that was not read, its Content-Length or 0. */
  bytes: number;
  /** The status without cookies, 0 without an answer, of a URL that was read only with cookies. */
  withoutCookies?: number | undefined;
  /** Its failure was seen once only, because too many of its kind had failed again. */
  seenOnce?: boolean | undefined;
  /** Null unless the status is 200 and the body is HTML. */
  facts: PageFacts | null;
}

export type FetchFailure = PageFailure;

/** The next hop of a redirect, in its spelling. Null when the visit is no redirect. */
export const redirectOf = (visit: Pick<PageVisit, 'redirectTo' | 'redirectRequestUrl'>): ScanUrl | null => {
  const { redirectTo: url, redirectRequestUrl: requestUrl } = visit;
  return url === null ? null : requestUrl === undefined ? { url } : { url, requestUrl };
};
