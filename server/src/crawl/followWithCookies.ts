import { type PageVisit, redirectOf, requestUrlOf, type ScanUrl } from '@seo-live/audit';
import type { Cookies } from './fetch/createCookies.ts';
import type { PoliteRequests } from './pace/createPoliteRequests.ts';
import type { FrontierItem } from './ports/frontierStore.ts';

export interface FollowOptions {
  requests: Pick<PoliteRequests, 'visit'>;
  cookies: Cookies;
  /** Redirects that are followed. */
  hops: number;
  /** Whether the next hop may be requested. */
  mayFollow: (next: ScanUrl) => Promise<boolean>;
}

/**
 * Follows a URL and its redirects with a cookie jar, as a browser does. The page at the end, with its own URL,
 * when that answers with 200; otherwise null.
 */
export async function followWithCookies(
  item: FrontierItem,
  { requests, cookies, hops, mayFollow }: FollowOptions,
): Promise<PageVisit | null> {
  const seen = new Set<string>();
  let current = item;
  for (let hop = 0; hop <= hops; hop++) {
    const requestUrl = requestUrlOf(current);
    // The same page with the same cookies answers the same again.
    const request = JSON.stringify([current.url, cookies.fieldFor(requestUrl) ?? '']);
    if (seen.has(request)) return null;
    seen.add(request);
    const visit = await requests.visit(current, cookies);
    const next = visit.refused ? null : redirectOf(visit);
    if (next === null) {
      if (visit.refused) return null;
      if (visit.status === 200 && visit.failure === null) return visit;
      // Asked again, if the failure set a cookie.
      continue;
    }
    // The visit itself has followed redirects of the page to itself.
    if (next.url === current.url || !(await mayFollow(next))) return null;
    current = { ...item, url: next.url, requestUrl: next.requestUrl };
  }
  return null;
}
