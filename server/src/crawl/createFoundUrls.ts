import type { PageVisit } from '@seo-live/audit';
import { MAX_URL_LENGTH, type ScanOptions } from '@seo-live/protocol';
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
  function skipOf(url: string, depth: number): SkipReason | undefined {
    if (options.follow_robots && !robots.allows(url)) return 'robots';
    if (!scope.passes(url)) return 'filter';
    return depth > options.max_depth ? 'other' : undefined;
  }

  function found(url: string, depth: number, source: UrlSource): FoundUrl {
    const skip = skipOf(url, depth);
    return { url, depth, source, inSitemap: isInSitemap(url), ...(skip === undefined ? {} : { skip }) };
  }

  /** The internal ones among these normalised URLs, each once. Loads the robots.txt of their origins. */
  async function internal(urls: Iterable<string | null>): Promise<Set<string>> {
    const internalUrls = new Set<string>();
    for (const url of urls) {
      if (url !== null && url.length <= MAX_URL_LENGTH && scope.isInternal(url)) internalUrls.add(url);
    }
    if (options.follow_robots) await robots.load(internalUrls);
    return internalUrls;
  }

  return {
    found,
    internal,
    /** The URLs of one visit: links one click deeper, canonicals, or the next hop of a redirect. */
    async from(visit: PageVisit): Promise<FoundUrl[]> {
      if (visit.redirectTo !== null) {
        const hop = await internal([visit.redirectTo]);
        return [...hop].map((url) => found(url, visit.depth, 'redirect'));
      }
      if (visit.facts === null) return [];
      const links = await internal(visit.facts.links.map((link) => link.url));
      const canonicals = await internal(visit.facts.canonicals.map((canonical) => canonical.url));
      links.delete(visit.url);
      const all = [...links].map((url) => found(url, visit.depth + 1, 'link'));
      for (const url of canonicals) {
        if (url !== visit.url && !links.has(url)) all.push(found(url, visit.depth + 1, 'canonical'));
      }
      return all;
    },
  };
}
export type FoundUrls = ReturnType<typeof createFoundUrls>;
