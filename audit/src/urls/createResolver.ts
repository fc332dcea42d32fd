import { resolveUrl } from './resolveUrl.ts';
import { type ScanUrl, toScanUrl } from './scanUrl.ts';

/** The URL parser leaves a path and query of only these characters unchanged. */
const plainPath = /^\/(?!\/)[\w~/.-]*(?:\?[\w~/.=&+%,:;@!$()*?-]*)?$/;

/**
 * {@link resolveUrl} for many addresses with one base, each with its identity. Each address is resolved once.
 * The most frequent kind, a plain path from the root, is resolved without the URL parser, which is slow.
 */
export function createResolver(base: string, encoding = 'utf-8'): (href: string) => ScanUrl | null {
  const known = new Map<string, ScanUrl | null>();
  const parsed = URL.parse(base);
  const isUsual =
    parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password === '';
  const origin = isUsual ? parsed.origin : null;
  return (href) => {
    let url = known.get(href);
    if (url === undefined) {
      const isPlain = origin !== null && plainPath.test(href) && !href.includes('/.');
      const serialised = isPlain ? origin + href : resolveUrl(href, base, encoding);
      url = serialised === null ? null : toScanUrl(serialised);
      known.set(href, url);
    }
    return url;
  };
}
