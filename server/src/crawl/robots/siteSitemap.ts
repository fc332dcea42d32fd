import { isTooLong, parseScanUrl, requestUrlOf } from '@seo-live/audit';
import type { PoliteRequests } from '../pace/createPoliteRequests.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { Scope } from '../urls/createScope.ts';
import type { SiteRobots } from './createSiteRobots.ts';
import { readSitemaps, type SitemapContents } from './readSitemaps.ts';

/** Where sitemaps are looked for when robots.txt names none. */
const usualPlaces = ['/sitemap.xml', '/sitemap_index.xml', '/wp-sitemap.xml'];

export interface SiteSitemapOptions {
  /** The first page of the scan. The robots.txt of its origin names the sitemaps. */
  start: string;
  requests: Pick<PoliteRequests, 'fetch'>;
  robots: Pick<SiteRobots, 'answerFor'>;
  scope: Pick<Scope, 'isInternal'>;
  limits: Pick<CrawlLimits, 'sitemapBytes' | 'sitemapFiles' | 'sitemapUrls' | 'sitemapDepth'>;
}

/** The internal URLs in the sitemaps of a site: those that its robots.txt names, otherwise those in the usual places. */
export async function siteSitemap({
  start,
  requests,
  robots,
  scope,
  limits,
}: SiteSitemapOptions): Promise<SitemapContents> {
  const { origin } = new URL(start);
  const { rules } = await robots.answerFor(origin);
  const resolve = (written: string, base: string): string | null => {
    const url = parseScanUrl(written, base);
    return url === null ? null : requestUrlOf(url);
  };
  const named = rules.sitemaps.map((written) => resolve(written, origin)).filter((url) => url !== null);

  const found = await readSitemaps({
    urls: named,
    guesses: usualPlaces.filter((path) => rules.allows(path)).map((path) => origin + path),
    async fetchBody(url) {
      const { status, body, refused } = await requests.fetch(url, limits.sitemapBytes + 1);
      return status === 200 && !refused ? body : null;
    },
    accept(loc, base) {
      const page = parseScanUrl(loc, base);
      if (page === null) return isTooLong(loc, base) ? 'too_long' : null;
      return scope.isInternal(page.url) ? page : null;
    },
    resolve,
    limits,
  });
  if (rules.leftOut > 0) found.reached.push({ limit: 'robots_rules', leftOut: rules.leftOut });
  return found;
}
