import { type NamedUrl, type PageVisit, redirectOf, requestUrlOf, type ScanUrl } from '@seo-live/audit';
import type { ScanOptions } from '@seo-live/protocol';
import type { FoundUrl, SkipReason, UrlSource } from './ports/frontierStore.ts';
import type { SiteRobots } from './robots/createSiteRobots.ts';
import type { Scope } from './urls/createScope.ts';

export interface FoundUrlsOptions {
  options: Pick<ScanOptions, 'max_depth' | 'follow_robots'>;
  scope: Scope;
  robots: SiteRobots;
  isInSitemap: (url: string) => boolean;
}

/** Finds the internal URLs that a visited page names. One that will not be read carries the reason. */
export function createFoundUrls({ options, scope, robots, isInSitemap }: FoundUrlsOptions) {
  function skipOf(url: ScanUrl, depth: number): SkipReason | undefined {
    if (options.follow_robots && !robots.allows(requestUrlOf(url))) return 'robots';
    if (!scope.passes(url.url)) return 'filter';
    return depth > options.max_depth ? 'other' : undefined;
  }

  function found({ url, requestUrl }: ScanUrl, depth: number, source: UrlSource): FoundUrl {
    const skip = skipOf({ url, requestUrl }, depth);
    return { url, requestUrl, depth, source, inSitemap: isInSitemap(url), skip };
  }

  /** The internal ones among these URLs, each once in its first spelling. Loads the robots.txt of their origins. */
  async function internal(named: Iterable<NamedUrl>): Promise<Map<string, ScanUrl>> {
    const internalUrls = new Map<string, ScanUrl>();
    for (const { url, requestUrl } of named) {
      if (url === null || internalUrls.has(url) || !scope.isInternal(url)) continue;
      internalUrls.set(url, { url, requestUrl });
    }
    if (options.follow_robots) await robots.load(internalUrls.keys());
    return internalUrls;
  }

  return {
    found,
    internal,
    /** The URLs of one visit: links one click deeper, canonicals, where a refresh leads, or the next hop of a redirect. */
    async from(visit: PageVisit): Promise<FoundUrl[]> {
      const next = redirectOf(visit);
      if (next !== null) {
        const hop = await internal([next]);
        return [...hop.values()].map((url) => found(url, visit.depth, 'redirect'));
      }
      if (visit.facts === null) return [];
      const links = await internal(visit.facts.links);
      const canonicals = await internal(visit.facts.canonicals);
      const refreshes = await internal(visit.facts.refresh ? [visit.facts.refresh] : []);
      links.delete(visit.url);
      refreshes.delete(visit.url);
      const all = [...links.values()].map((url) => found(url, visit.depth + 1, 'link'));
      for (const refresh of refreshes.values())
        if (!links.has(refresh.url)) all.push(found(refresh, visit.depth, 'redirect'));
      for (const canonical of canonicals.values()) {
        const { url } = canonical;
        if (url !== visit.url && !links.has(url) && !refreshes.has(url))
          all.push(found(canonical, visit.depth + 1, 'canonical'));
      }
      return all;
    },
  };
}
export type FoundUrls = ReturnType<typeof createFoundUrls>;
