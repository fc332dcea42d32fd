import { headerText, type PageHeaders, parseScanUrl, requestUrlOf, type ScanUrl } from '@seo-live/audit';
import type { FetchResult } from './receiveAnswer.ts';

/** RFC 9309: follow at least five redirects before a robots.txt counts as missing. */
const MAX_HOPS = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** The target of a redirect. Null when the answer is not a redirect or has no usable target. */
export function redirectTarget(url: string, status: number | null, headers: PageHeaders): ScanUrl | null {
  const location = Array.isArray(headers.location) ? headers.location[0] : headers.location;
  if (location === undefined || status === null || !redirects.has(status)) return null;
  return parseScanUrl(headerText(location).trim(), url);
}

/** The answer after up to five redirects. When there are more, it is a redirect itself. */
export async function followRedirects<T extends FetchResult>(
  url: string,
  fetch: (url: string) => Promise<T>,
): Promise<T> {
  let current = url;
  for (let hop = 0; ; hop++) {
    const answer = await fetch(current);
    const next = redirectTarget(current, answer.status, answer.headers);
    if (next === null || hop >= MAX_HOPS) return answer;
    current = requestUrlOf(next);
  }
}
