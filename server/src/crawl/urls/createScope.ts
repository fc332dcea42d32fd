import type { ScanOptions } from '@seo-live/protocol';
import { createWildcardMatcher } from './createWildcardMatcher.ts';

/** A pattern may be written as a whole address; what is compared is its path and query. */
const toTest = (written: string): ((pathAndQuery: string) => boolean) =>
  createWildcardMatcher(written.replace(/^https?:\/\/[^/]*/i, ''), { whole: true });

const decoded = (text: string): string => {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
};

/** Host and port of a normalised URL; what is before an @ belongs to it, and to no scan. */
function hostOf(url: string): string {
  const from = url.indexOf('//') + 2;
  const to = url.indexOf('/', from);
  return to === -1 ? url.slice(from) : url.slice(from, to);
}

/** Which URLs belong to a scan: the same host and port as its start, and what its patterns let through. */
export function createScope(startUrl: string, options: Pick<ScanOptions, 'include' | 'exclude'>) {
  const hosts = new Set([new URL(startUrl).host]);
  const include = options.include.map(toTest);
  const exclude = options.exclude.map(toTest);

  return {
    /** A start page that redirects to another host (example.org → www.example.org) takes the scan there. */
    addHostOf(url: string): void {
      hosts.add(new URL(url).host);
    },
    /** For a URL in its normal form, without parsing it. */
    isInternal: (url: string): boolean => hosts.has(hostOf(url)),
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
