import { resolveUrl } from './resolveUrl.ts';
import { MAX_REQUEST_URL, type ScanUrl, toScanUrl } from './scanUrl.ts';

/** What an address names: a URL, none, or one that is too long to request. */
export type Resolved = ScanUrl | 'too_long' | null;

export const knownUrl = (resolved: Resolved): ScanUrl | null => (resolved === 'too_long' ? null : resolved);

const limited = (url: string): Resolved => (url.length > MAX_REQUEST_URL ? 'too_long' : toScanUrl(url));

/** The URL parser leaves a path and query of only these characters unchanged. */
const plainPath = /^\/(?!\/)[\w~/.-]*(?:\?[\w~/.=&+%,:;@!$()*?-]*)?$/;

/**
 * {@link resolveUrl} for many addresses with one base, each with its identity. Each address is resolved once.
 * The most frequent kind, a plain path from the root, is resolved without the URL parser, which is slow.
 */
export function createResolver(base: string, encoding = 'utf-8'): (href: string) => Resolved {
  const known = new Map<string, Resolved>();
  const parsed = URL.parse(base);
  const isUsual =
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password === '';
  const origin = isUsual ? parsed.origin : null;
  return (href) => {
    let url = known.get(href);
    if (url === undefined) {
      const isPlain = origin !== null && plainPath.test(href) && !href.includes('/.');
      const serialised = isPlain ? origin + href : resolveUrl(href, base, encoding);
      url = serialised === null ? null : limited(serialised);
      known.set(href, url);
    }
    return url;
  };
}
