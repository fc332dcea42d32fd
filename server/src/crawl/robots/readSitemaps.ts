import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { decodePieces, type ScanUrl, sniffEncoding } from '@seo-live/audit';
import { SaxesParser } from 'saxes';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';

export interface SitemapEntries {
  pages: string[];
  sitemaps: string[];
}

const PIECE = 64 * 1024;
const MAX_LOC = 4_000;
/** Real sitemaps stay far below these limits. Hostile ones nest elements or add attributes without end. */
const MAX_DEPTH = 50;
const MAX_ATTRIBUTES = 200;

const yieldNow = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The addresses in a sitemap or a sitemap index (sitemaps.org) as written, gzipped or not. Stops where the
 * XML is broken or nested too deeply. Entities of a DTD are not expanded.
 */
export async function parseSitemap(
  body: Uint8Array,
  maxBytes: number,
  maxUrls: number,
): Promise<SitemapEntries> {
  const found: SitemapEntries = { pages: [], sitemaps: [] };
  let bytes = body;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
    } catch {
      return found;
    }
  }
  const parser = new SaxesParser({ position: false });
  const path: string[] = [];
  let loc = '';
  let broken = false;
  const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
  const isLoc = (): boolean => path.at(-1) === 'loc' && (path.at(-2) === 'url' || path.at(-2) === 'sitemap');

  let attributes = 0;
  parser.on('attribute', () => {
    attributes += 1;
    broken ||= attributes > MAX_ATTRIBUTES;
  });
  parser.on('opentag', ({ name }) => {
    path.push(localName(name));
    broken ||= path.length > MAX_DEPTH;
    attributes = 0;
    loc = '';
  });
  const addText = (text: string): void => {
    if (isLoc() && loc.length < MAX_LOC) loc += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (!broken && isLoc() && loc.trim() !== '' && found.pages.length + found.sitemaps.length < maxUrls) {
      (path.at(-2) === 'url' ? found.pages : found.sitemaps).push(loc.trim());
    }
    path.pop();
  });
  parser.on('error', () => {
    broken = true;
  });

  for (const piece of decodePieces(bytes, sniffEncoding(bytes, null), PIECE)) {
    parser.write(piece);
    if (broken || found.pages.length + found.sitemaps.length >= maxUrls) break;
    await yieldNow();
  }
  return found;
}

export interface SitemapSources {
  /** The first sitemaps, for example from the Sitemap lines of robots.txt. */
  urls: string[];
  /** The body of an answer with status 200, otherwise null. Rejects only when aborted. */
  fetchBody: (url: string) => Promise<Uint8Array | null>;
  /** The URL of an address that belongs to the scan, otherwise null. */
  accept: (loc: string, base: string) => ScanUrl | null;
  /** The absolute form of a sitemap's address, otherwise null. */
  resolve: (loc: string, base: string) => string | null;
  limits: Pick<CrawlLimits, 'sitemapBytes' | 'sitemapFiles' | 'sitemapUrls'>;
}

/** Reads sitemaps and the sitemaps in their indexes, each once, within the limits. Returns the pages in order, by their `url`. */
export async function readSitemaps({
  urls,
  fetchBody,
  accept,
  resolve,
  limits,
}: SitemapSources): Promise<Map<string, ScanUrl>> {
  const pages = new Map<string, ScanUrl>();
  const queue = [...new Set(urls)];
  const seen = new Set(queue);
  for (let read = 0; queue.length > 0 && read < limits.sitemapFiles; read++) {
    const url = queue.shift() ?? '';
    const body = await fetchBody(url);
    if (body === null) continue;
    const entries = await parseSitemap(body, limits.sitemapBytes, limits.sitemapUrls);
    for (const loc of entries.sitemaps) {
      const next = resolve(loc, url);
      if (next === null || seen.has(next) || seen.size > 10 * limits.sitemapFiles) continue;
      seen.add(next);
      queue.push(next);
    }
    for (const loc of entries.pages) {
      const page = accept(loc, url);
      if (page === null || pages.has(page.url) || pages.size >= limits.sitemapUrls) continue;
      pages.set(page.url, page);
    }
  }
  return pages;
}
