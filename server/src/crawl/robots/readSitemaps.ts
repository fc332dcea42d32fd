import type { ScanUrl } from '@seo-live/audit';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { ReachedLimit, SitemapNotes, SitemapProblem } from '../ports/frontierStore.ts';
import { parseSitemap, type SitemapFile } from './parseSitemap.ts';

export interface SitemapSources {
  /** The sitemaps that the site names. */
  urls: string[];
  /** Where a sitemap may be when the site names none. The first that is one counts. */
  guesses: string[];
  /** The body of an answer with status 200, cut after the limit, otherwise null. Rejects only when aborted. */
  fetchBody: (url: string) => Promise<Uint8Array | null>;
  /** The URL of an address that belongs to the scan, null for another, `too_long` when it is too long to follow. */
  accept: (loc: string, base: string) => ScanUrl | 'too_long' | null;
  /** The absolute form of a sitemap's address, otherwise null. */
  resolve: (loc: string, base: string) => string | null;
  limits: Pick<CrawlLimits, 'sitemapBytes' | 'sitemapFiles' | 'sitemapUrls' | 'sitemapDepth'>;
}

export interface SitemapContents extends SitemapNotes {
  /** In order, by their `url`. */
  pages: Map<string, ScanUrl>;
}

/** A page that a site shows for every address is no broken sitemap. */
const isSitemap = ({ pages, sitemaps, problem }: SitemapFile): boolean =>
  problem === null || pages.length + sitemaps.length > 0;

/** Reads sitemaps and the sitemaps in their indexes, each once, within the limits. */
export async function readSitemaps(sources: SitemapSources): Promise<SitemapContents> {
  const { fetchBody, accept, resolve, limits } = sources;
  const pages = new Map<string, ScanUrl>();
  const problems: SitemapProblem[] = [];
  const leftOut = { sitemap_files: 0, sitemap_urls: 0, sitemap_depth: 0, sitemap_bytes: 0, url_length: 0 };
  const seen = new Set(sources.urls);
  const queue = [...seen].map((url) => ({ url, depth: 1 }));

  async function read(url: string): Promise<SitemapFile | null> {
    const body = await fetchBody(url);
    return body === null ? null : parseSitemap(body, limits.sitemapBytes, limits.sitemapUrls);
  }

  function addSitemap(url: string | null, depth: number): void {
    if (url === null || seen.has(url)) return;
    if (depth > limits.sitemapDepth) leftOut.sitemap_depth++;
    else if (seen.size >= limits.sitemapFiles) leftOut.sitemap_files++;
    else {
      seen.add(url);
      queue.push({ url, depth });
    }
  }

  function addPage(page: ScanUrl | 'too_long' | null): void {
    if (page === 'too_long') leftOut.url_length++;
    else if (page !== null && !pages.has(page.url)) {
      if (pages.size < limits.sitemapUrls) pages.set(page.url, page);
      else leftOut.sitemap_urls++;
    }
  }

  function take(url: string, depth: number, file: SitemapFile): void {
    if (file.problem !== null) problems.push({ url, ...file.problem });
    leftOut.sitemap_urls += file.leftOut.pages;
    leftOut.sitemap_files += file.leftOut.sitemaps;
    if (file.cut) leftOut.sitemap_bytes++;
    for (const loc of file.sitemaps) addSitemap(resolve(loc, url), depth + 1);
    for (const loc of file.pages) addPage(accept(loc, url));
  }

  if (sources.urls.length === 0) {
    for (const url of sources.guesses) {
      const file = await read(url);
      seen.add(url);
      if (file === null || !isSitemap(file)) continue;
      take(url, 1, file);
      break;
    }
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const file = await read(next.url);
    if (file !== null) take(next.url, next.depth, file);
  }
  const reached = Object.entries(leftOut).flatMap(([limit, count]): ReachedLimit[] =>
    count > 0 ? [{ limit: limit as keyof typeof leftOut, leftOut: count }] : [],
  );
  return { pages, problems, reached };
}
