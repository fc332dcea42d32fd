import { createWildcardMatcher } from '@seo-live/audit';
import type { ScanOptions } from '@seo-live/protocol';

/** A pattern may be a complete address. Only its path and query are compared. */
const toTest = (written: string): ((pathAndQuery: string) => boolean) =>
  createWildcardMatcher(written.replace(/^https?:\/\/[^/]*/i, ''), { whole: true });

const decoded = (text: string): string => {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
};

/** Host and port of a normalised URL. A user name stays in front, so that such a URL belongs to no scan. */
function hostOf(url: string): string {
  const from = url.indexOf('//') + 2;
  const to = url.indexOf('/', from);
  return to === -1 ? url.slice(from) : url.slice(from, to);
}

/** A host and the same host with `www.` are one site. */
const withoutWww = (host: string): string => (host.startsWith('www.') ? host.slice(4) : host);

/** Decides which URLs belong to a scan: those with the host and port of its start that match its patterns. */
export function createScope(startUrl: string, options: Pick<ScanOptions, 'include' | 'exclude'>) {
  const hosts = new Set([withoutWww(new URL(startUrl).host)]);
  const include = options.include.map(toTest);
  const exclude = options.exclude.map(toTest);

  return {
    /** Adds the host that the start page redirects to (example.org → example.com). */
    addHostOf(url: string): void {
      hosts.add(withoutWww(new URL(url).host));
    },
    /** Takes a normalised URL, which is not parsed. */
    isInternal: (url: string): boolean => hosts.has(withoutWww(hostOf(url))),
    /** Patterns are compared with path and query, as written and percent-decoded. */
    passes(url: string): boolean {
      if (include.length === 0 && exclude.length === 0) return true;
      const { pathname, search } = new URL(url);
      const raw = pathname + search;
      const plain = decoded(raw);
      const hit = (test: (text: string) => boolean): boolean => test(raw) || test(plain);
      return (include.length === 0 || include.some(hit)) && !exclude.some(hit);
    },
  };
}
export type Scope = ReturnType<typeof createScope>;
