import type { PageHeaders } from '../../page/createHeadCollector.ts';
import { normalizeUrl } from '../urls/normalizeUrl.ts';
import type { FetchResult } from './createFetcher.ts';

/** RFC 9309 asks for five hops before a robots.txt counts as not there. */
const MAX_HOPS = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Header text is Latin-1 by the standard, yet a Location is often raw UTF-8. */
function headerText(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\uFFFD') ? value : text;
}

/** Where an answer redirects to, normalised; null when it is no redirect or names no usable address. */
export function redirectTarget(url: string, status: number | null, headers: PageHeaders): string | null {
  const location = Array.isArray(headers.location) ? headers.location[0] : headers.location;
  if (location === undefined || status === null || !redirects.has(status)) return null;
  return normalizeUrl(headerText(location).trim(), url);
}

/** The answer at the end of up to five redirects; the last redirect itself when there are more. */
export async function followRedirects(
  url: string,
  fetch: (url: string) => Promise<FetchResult>,
): Promise<FetchResult> {
  let current = url;
  for (let hop = 0; ; hop++) {
    const answer = await fetch(current);
    const next = redirectTarget(current, answer.status, answer.headers);
    if (next === null || hop >= MAX_HOPS) return answer;
    current = next;
  }
}
