import { parseScanUrl, requestUrlOf, type ScanUrl } from '@seo-live/audit';
import type { PoliteRequests } from '../pace/createPoliteRequests.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { Scope } from '../urls/createScope.ts';
import type { SiteRobots } from './createSiteRobots.ts';
import { readSitemaps } from './readSitemaps.ts';

export interface SiteSitemapOptions {
  /** The first page of the scan. The robots.txt of its origin names the sitemaps. */
  start: string;
  requests: Pick<PoliteRequests, 'fetch'>;
  robots: Pick<SiteRobots, 'answerFor'>;
  scope: Pick<Scope, 'isInternal'>;
  limits: Pick<CrawlLimits, 'sitemapBytes' | 'sitemapFiles' | 'sitemapUrls'>;
}

/** The internal URLs in the sitemaps of a site. These are the sitemaps in its robots.txt, and /sitemap.xml. */
export async function siteSitemap({
  start,
  requests,
  robots,
  scope,
  limits,
}: SiteSitemapOptions): Promise<Map<string, ScanUrl>> {
  const { origin } = new URL(start);
  const { rules } = await robots.answerFor(origin);
  const resolve = (written: string, base: string): string | null => {
    const url = parseScanUrl(written, base);
    return url === null ? null : requestUrlOf(url);
  };
  const named = rules.sitemaps.map((written) => resolve(written, origin));

  async function fetchBody(url: string): Promise<Uint8Array | null> {
    const { status, body } = await requests.fetch(url, limits.sitemapBytes);
    return status === 200 ? body : null;
  }

  return readSitemaps({
    urls: [...named, `${origin}/sitemap.xml`].filter((url) => url !== null),
    fetchBody,
    accept: (loc, base) => {
      const page = parseScanUrl(loc, base);
      return page !== null && scope.isInternal(page.url) ? page : null;
    },
    resolve,
    limits,
  });
}
