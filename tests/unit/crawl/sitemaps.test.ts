import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseSitemap, readSitemaps } from '../../../server/src/crawl/robots/readSitemaps.ts';

const parse = (text: string | Uint8Array, maxUrls = 100) =>
  parseSitemap(typeof text === 'string' ? Buffer.from(text) : text, 1_000_000, maxUrls);

const urlset = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inside}</urlset>`;

describe('parseSitemap', () => {
  it.each([
    [
      'plain',
      urlset('<url><loc> https://a/1 </loc><lastmod>x</lastmod></url><url><loc>/2</loc></url>'),
      ['https://a/1', '/2'],
    ],
    ['entities', urlset('<url><loc>https://a/?x=1&amp;y=2</loc></url>'), ['https://a/?x=1&y=2']],
    ['CDATA', urlset('<url><loc><![CDATA[https://a/?x=1&y=2]]></loc></url>'), ['https://a/?x=1&y=2']],
    [
      'image locs are none',
      urlset('<url><loc>/1</loc><image:image xmlns:image="i"><image:loc>/i</image:loc></image:image></url>'),
      ['/1'],
    ],
    ['a prefix', '<s:urlset xmlns:s="x"><s:url><s:loc>/1</s:loc></s:url></s:urlset>', ['/1']],
    ['not XML', '<!doctype html><html><body>Not found', []],
    ['empty', '', []],
    ['broken half-way', urlset('<url><loc>/1</loc></url><url><<loc>/2</loc></url>'), ['/1']],
  ])('%s', async (_name, text, pages) => {
    expect((await parse(text)).pages).toEqual(pages);
  });

  it('reads an index, gzipped', async () => {
    const index =
      '<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>';
    expect(await parse(gzipSync(index))).toEqual({ pages: [], sitemaps: ['/a.xml', '/b.xml'] });
  });

  it('does not expand entities that the file defines', async () => {
    const bomb = `<!DOCTYPE urlset [<!ENTITY a "${'x'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY f SYSTEM "file:///etc/passwd">]>
      <urlset><url><loc>/1</loc></url><url><loc>&b;</loc></url><url><loc>&f;</loc></url></urlset>`;
    const { pages } = await parse(bomb);
    expect(pages.join('')).not.toContain('xx');
    expect(pages.join('')).not.toContain('root');
  });

  it('stops at a gzip that decompresses to too many bytes', async () => {
    const bomb = gzipSync(urlset(' '.repeat(2_000_000)));
    expect(await parse(bomb)).toEqual({ pages: [], sitemaps: [] });
  });

  // Without a limit, fifty megabytes of either took three gigabytes of memory and ended the server.
  it.each([
    ['elements nested without end', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    ['attributes without end', `<a ${Array.from({ length: 300 }, (_, n) => `a${n}="" `).join('')}/>`],
  ])('stops reading at %s', async (_, flood) => {
    const text = urlset(`<url><loc>/1</loc></url>${flood}<url><loc>/2</loc></url>`);
    expect((await parse(text)).pages).toEqual(['/1']);
  });

  it('stops at the limit', async () => {
    const many = urlset(Array.from({ length: 5000 }, (_, n) => `<url><loc>/${n}</loc></url>`).join(''));
    expect((await parse(many, 10)).pages).toHaveLength(10);
  });
});

describe('readSitemaps', () => {
  it('reads each file once, also when two indexes name each other', async () => {
    const files: Record<string, string> = {
      '/sitemap.xml':
        '<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>',
      '/a.xml':
        '<urlset><url><loc>/1</loc></url><url><loc>https://other.org/</loc></url><url><loc>/1</loc></url></urlset>',
    };
    const asked: string[] = [];
    const pages = await readSitemaps({
      urls: ['https://a/sitemap.xml', 'https://a/none.xml'],
      fetchBody: async (url) => {
        asked.push(url);
        const file = files[new URL(url).pathname];
        return file === undefined ? null : Buffer.from(file);
      },
      accept: (loc, base) => (loc.startsWith('/') ? { url: new URL(loc, base).href } : null),
      resolve: (loc, base) => new URL(loc, base).href,
      limits: { sitemapBytes: 1000, sitemapFiles: 10, sitemapUrls: 10 },
    });
    expect([...pages.keys()]).toEqual(['https://a/1']);
    expect(asked).toEqual(['https://a/sitemap.xml', 'https://a/none.xml', 'https://a/a.xml']);
  });
});
