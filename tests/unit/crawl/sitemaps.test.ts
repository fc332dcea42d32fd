import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseSitemap } from '../../../server/src/crawl/robots/parseSitemap.ts';
import { readSitemaps, type SitemapSources } from '../../../server/src/crawl/robots/readSitemaps.ts';

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
    ['broken half-way', urlset('<url><loc>/1</loc></url><url><<loc>/2</loc></url>'), ['/1']],
    ['white space before the declaration', `\n\n${urlset('<url><loc>/1</loc></url>')}`, ['/1']],
    [
      'bare ampersands',
      urlset('<url><loc>/?a=1&b=2&amp;c=3&</loc></url><url><loc>/2</loc></url>'),
      ['/?a=1&b=2&c=3&', '/2'],
    ],
    ['a numeric reference', urlset('<url><loc>/a&#38;b&#x26;c</loc></url>'), ['/a&b&c']],
    ['a byte order mark', `\uFEFF${urlset('<url><loc>/1</loc></url>')}`, ['/1']],
    [
      'RSS',
      '<rss version="2.0"><channel><link>/</link><item><title>a</title><link>/1</link></item><item><link><![CDATA[/2]]></link></item></channel></rss>',
      ['/1', '/2'],
    ],
    [
      'Atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/self" rel="self"/><entry><link href="/1"/><link rel="edit" href="/e"/></entry><entry><link rel="alternate" href="/2?a&amp;b"/></entry></feed>',
      ['/1', '/2?a&b'],
    ],
    ['text', '\uFEFFhttps://a/1\r\n\r\n  http://a/2 \nnot an address\n', ['https://a/1', 'http://a/2']],
    ['an element of another namespace', '<urlset><url><x:loc xmlns:x="x">/1</x:loc></url></urlset>', ['/1']],
  ])('%s', async (_name, text, pages) => {
    expect((await parse(text)).pages).toEqual(pages);
  });

  it('reads an index, gzipped once or twice', async () => {
    const index =
      '<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>';
    const read = { pages: [], sitemaps: ['/a.xml', '/b.xml'], problem: null };
    expect(await parse(gzipSync(index))).toMatchObject(read);
    expect(await parse(gzipSync(gzipSync(index)))).toMatchObject(read);
  });

  const big5 = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="big5"?><urlset><url><loc>/'),
    Buffer.from('aae1', 'hex'),
    Buffer.from('</loc></url></urlset>'),
  ]);
  it.each<[string, string | Buffer, string | null, number | null, string[]]>([
    ['a web page', '<!doctype html>\n<html><body>Not found', 'html', 1, []],
    ['an empty file', '', 'not_xml', null, []],
    ['another XML file', '<opml/>', 'unknown_root', 1, []],
    ['another text', 'nothing here', 'unknown_root', 1, []],
    ['tags that do not match', `${urlset('<url><loc>/1</loc></url>\n<url></loc>')}`, 'not_xml', 3, ['/1']],
    ['no end', '<urlset><url><loc>/1</loc></url>', 'not_xml', 1, ['/1']],
    ['a bare ampersand', urlset('<url><loc>/?a&b</loc></url>'), 'not_xml', 2, ['/?a&b']],
    ['an unknown entity', urlset('<url><loc>/a&nbsp;b</loc></url>'), 'not_xml', 2, ['/a&nbsp;b']],
    ['white space before the declaration', ` ${urlset('')}`, 'not_xml', 1, []],
    ['another encoding', big5, 'not_utf8', null, ['/花']],
    [
      'broken UTF-8',
      Buffer.from(urlset('<url><loc>/\xe9</loc></url>'), 'latin1'),
      'not_utf8',
      null,
      ['/\uFFFD'],
    ],
    ['nothing wrong', urlset('<url><loc>/1</loc></url>'), null, null, ['/1']],
    ['ampersands in CDATA', urlset('<url><loc><![CDATA[/?a&b]]></loc></url>'), null, null, ['/?a&b']],
  ])('says what is wrong with %s', async (_name, text, kind, line, pages) => {
    const file = await parse(text);
    expect(file.problem?.kind ?? null).toBe(kind);
    expect(file.problem?.line ?? null).toBe(line);
    expect(file.pages).toEqual(pages);
  });

  it.each([
    ['an end', (packed: Buffer) => packed.subarray(0, -500)],
    ['its checksum', (packed: Buffer) => packed.subarray(0, -8)],
    ['a part', (packed: Buffer) => Buffer.concat([packed.subarray(0, 20_000), packed.subarray(20_500)])],
  ])('keeps what a gzip has that lacks %s', async (_name, damage) => {
    const many = urlset(
      Array.from({ length: 5000 }, (_, n) => `<url><loc>/${n}${Math.sin(n)}</loc></url>`).join(''),
    );
    const file = await parse(damage(gzipSync(many)), 10_000);
    expect(file.problem?.kind).toBe('gzip');
    expect(file.pages.length).toBeGreaterThan(100);
  });

  it('reads a gzip of two parts', async () => {
    const text = urlset('<url><loc>/1</loc></url>');
    const parts = [gzipSync(text.slice(0, 60)), gzipSync(text.slice(60))];
    expect(await parse(Buffer.concat(parts))).toMatchObject({ pages: ['/1'], problem: null });
  });

  it('reads an ampersand that two pieces share', async () => {
    for (let shift = 0; shift < 8; shift++) {
      const filler = `<!--${'x'.repeat(64 * 1024 - urlset('').length + 9 - shift)}-->`;
      const text = urlset(`${filler}<url><loc>/?a&amp;b&c</loc></url>`);
      expect((await parse(text)).pages).toEqual(['/?a&b&c']);
    }
  });

  it('does not expand entities that the file defines', async () => {
    const bomb = `<!DOCTYPE urlset [<!ENTITY a "${'x'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY f SYSTEM "file:///etc/passwd">]>
      <urlset><url><loc>/1</loc></url><url><loc>&b;</loc></url><url><loc>&f;</loc></url></urlset>`;
    const { pages } = await parse(bomb);
    expect(pages.join('')).not.toContain('xx');
    expect(pages.join('')).not.toContain('root');
  });

  it('stops at a gzip that decompresses to too many bytes', async () => {
    const bomb = gzipSync(urlset(`<url><loc>/1</loc></url>${' '.repeat(2_000_000)}`));
    expect(await parse(bomb)).toMatchObject({ pages: ['/1'], problem: null, cut: true });
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
    expect(await parse(many, 10)).toMatchObject({ pages: { length: 10 }, leftOut: { pages: 4990 } });
  });
});

describe('readSitemaps', () => {
  const index = (...urls: string[]) =>
    `<sitemapindex>${urls.map((url) => `<sitemap><loc>${url}</loc></sitemap>`).join('')}</sitemapindex>`;
  const set = (...urls: string[]) =>
    `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join('')}</urlset>`;

  async function read(files: Record<string, string>, more: Partial<SitemapSources> = {}) {
    const asked: string[] = [];
    const found = await readSitemaps({
      urls: ['https://a/sitemap.xml'],
      guesses: [],
      fetchBody: async (url) => {
        asked.push(new URL(url).pathname);
        const file = files[new URL(url).pathname];
        return file === undefined ? null : Buffer.from(file);
      },
      accept: (loc, base) =>
        loc.length > 100 ? 'too_long' : loc.startsWith('/') ? { url: new URL(loc, base).href } : null,
      resolve: (loc, base) => new URL(loc, base).href,
      ...more,
      limits: { sitemapBytes: 10_000, sitemapFiles: 10, sitemapUrls: 10, sitemapDepth: 4, ...more.limits },
    });
    return { asked, pages: [...found.pages.keys()], problems: found.problems, reached: found.reached };
  }

  it('reads each file once, also when two indexes name each other', async () => {
    const { pages, asked } = await read(
      { '/sitemap.xml': index('/a.xml', '/sitemap.xml'), '/a.xml': set('/1', 'https://other.org/', '/1') },
      { urls: ['https://a/sitemap.xml', 'https://a/none.xml'] },
    );
    expect(pages).toEqual(['https://a/1']);
    expect(asked).toEqual(['/sitemap.xml', '/none.xml', '/a.xml']);
  });

  it('says what its limits left out', async () => {
    const many = Array.from({ length: 15 }, (_, n) => `/${n}.xml`);
    const { reached, asked, pages } = await read({
      '/sitemap.xml': index(...many),
      '/0.xml': set(...Array.from({ length: 8 }, (_, n) => `/p${n}`), `/${'x'.repeat(200)}`),
      '/1.xml': set(...Array.from({ length: 8 }, (_, n) => `/q${n}`)),
      '/2.xml': set('/r').padEnd(20_000),
    });
    expect(asked).toHaveLength(10);
    expect(pages).toHaveLength(10);
    expect(reached).toEqual([
      { limit: 'sitemap_files', leftOut: 6 },
      { limit: 'sitemap_urls', leftOut: 7 },
      { limit: 'sitemap_bytes', leftOut: 1 },
      { limit: 'url_length', leftOut: 1 },
    ]);
  });

  it('reads indexes to depth 3', async () => {
    const { asked, reached } = await read({
      '/sitemap.xml': index('/2'),
      '/2': index('/3'),
      '/3': index('/4'),
      '/4': index('/5'),
    });
    expect(asked).toEqual(['/sitemap.xml', '/2', '/3', '/4']);
    expect(reached).toEqual([{ limit: 'sitemap_depth', leftOut: 1 }]);
  });

  const guesses = ['https://a/sitemap.xml', 'https://a/sitemap_index.xml', 'https://a/wp-sitemap.xml'];
  it('takes the first guess that is a sitemap, when the site names none', async () => {
    const files = {
      '/sitemap.xml': '<!doctype html><html><body>App',
      '/sitemap_index.xml': set('/1'),
      '/wp-sitemap.xml': set('/2'),
    };
    expect(await read(files, { urls: [], guesses })).toMatchObject({
      asked: ['/sitemap.xml', '/sitemap_index.xml'],
      pages: ['https://a/1'],
      problems: [],
    });
    expect((await read(files, { guesses })).asked).toEqual(['/sitemap.xml']);
  });

  it('names the sitemaps that search engines may refuse', async () => {
    const { problems } = await read({ '/sitemap.xml': index('/a.xml'), '/a.xml': '<html/>' });
    expect(problems).toEqual([{ url: 'https://a/a.xml', kind: 'html', detail: '<html/>', line: 1 }]);
  });
});
