import { gzipSync } from 'node:zlib';
import { flood, HEAD, type HostileSite, listOf, redirect, repeat, send, type Visit } from './hostileSite.ts';

const xml = 'application/xml';
const pad = 'y'.repeat(1_900);

const urlset = (urls: string): string => `<urlset>${urls}</urlset>`;
const entry = (url: string): string => `<url><loc>${url}</loc></url>`;

/** A start page, with this robots.txt. */
const withRobots =
  (robots: HostileSite): HostileSite =>
  (visit) =>
    visit.path === '/' ? send(visit, `${HEAD}<a href=/a>A page to be read</a>`) : robots(visit);

/** A start page, with sitemaps that `answer` sends. */
const withSitemaps =
  (answer: HostileSite): HostileSite =>
  (visit) => {
    if (visit.path === '/') return send(visit, HEAD);
    return visit.path.startsWith('/sitemap') && answer(visit);
  };

const robotsTxt = (text: (visit: Visit) => string): HostileSite =>
  withRobots((visit) => visit.path === '/robots.txt' && send(visit, text(visit), 'text/plain'));

/** Files beside the pages that are endless, nested, or cost much to use. */
export const hostileFiles: Record<string, HostileSite> = {
  endlessRobots: withRobots(
    (visit) => visit.path === '/robots.txt' && flood(visit, 'text/plain', '', 'Disallow: /x\n'.repeat(5_000)),
  ),
  robotsLoop: withRobots(
    (visit) => visit.path.startsWith('/robots') && redirect(visit, `/robots.txt?${Math.random()}`),
  ),
  hugeCrawlDelay: robotsTxt(() => 'User-agent: *\nCrawl-delay: 1e300\nDisallow: /zzz'),
  costlyRobots(visit) {
    if (visit.path === '/robots.txt') {
      const pattern = `/*${'a'.repeat(40)}b*zz$`;
      const rules = listOf(visit.many(4_900), (n) => `Disallow: ${pattern}${n}\n`);
      return send(visit, `User-agent: *\n${rules}`, 'text/plain');
    }
    const links = listOf(visit.many(2_000), (n) => `<a href="/${'a'.repeat(1_000)}${n}">A good text</a>`);
    return visit.path === '/' && send(visit, HEAD + links);
  },
  sitemapRecursion: withSitemaps((visit) =>
    send(
      visit,
      `<sitemapindex>${listOf(visit.many(1_000), () => `<sitemap><loc>${visit.origin}/sitemap${Math.random()}.xml</loc></sitemap>`)}</sitemapindex>`,
      xml,
    ),
  ),
  ordinarySitemap: withSitemaps((visit) =>
    send(
      visit,
      urlset(listOf(visit.many(50_000), (n) => entry(`${visit.origin}/product/an-ordinary-name-${n}.html`))),
      xml,
    ),
  ),
  longSitemap: withSitemaps((visit) =>
    send(visit, urlset(listOf(visit.many(900_000), (n) => entry(`${visit.origin}/${n}`))), xml),
  ),
  longUrls: withSitemaps((visit) => {
    const urls = listOf(visit.many(26_000), (n) => entry(`${visit.origin}/${pad}${n}`));
    return send(visit, gzipSync(urlset(urls)), xml, { 'content-encoding': 'gzip' });
  }),
  sitemapFiles: withSitemaps((visit) => {
    const part = /^\/sitemap-(\d+)/.exec(visit.path)?.[1];
    if (part === undefined) {
      const files = listOf(60, (n) => `<sitemap><loc>${visit.origin}/sitemap-${n}.xml</loc></sitemap>`);
      return send(visit, `<sitemapindex>${files}</sitemapindex>`, xml);
    }
    return send(
      visit,
      urlset(listOf(visit.many(2_000), (n) => entry(`${visit.origin}/${pad}${part}x${n}`))),
      xml,
    );
  }),
  slowSitemap: withSitemaps((visit) => {
    visit.response.writeHead(200, { 'content-type': xml });
    return repeat(visit, 1_000, () => visit.response.write('<url>'));
  }),
  xmlBomb: withSitemaps((visit) => {
    const entities = listOf(11, (n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`);
    const document = `<!DOCTYPE z [<!ENTITY a0 "aaaaaaaaaa">${entities}<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
    return send(visit, document + urlset(entry(`${visit.origin}/&a11;&x;`)), xml);
  }),
};
