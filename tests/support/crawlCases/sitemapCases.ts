import { gzipSync } from 'node:zlib';
import { read } from './caseChecks.ts';
import { page, robots, site, urlset, xml } from './casePages.ts';
import type { CrawlCase } from './crawlCase.ts';

const hidden = (url: string, paths: string[]): Record<string, string> =>
  Object.fromEntries(
    paths.map((path) => [path, page({ url: url + path, name: `Hidden ${path.slice(1)}`, links: ['/'] })]),
  );
const named = (url: string, at = '/sitemap.xml') =>
  robots(`User-agent: *\nDisallow:\nSitemap: ${url}${at}\n`);

/** Sitemaps: formats, sizes, sloppiness, encodings. */
export const sitemapCases: readonly CrawlCase[] = [
  {
    id: 201,
    name: 'Sitemap as a text file',
    severity: 'medium',
    kind: 'formats of sitemaps that are not XML',
    source: [
      'harlan-zw/unlighthouse#105',
      'apify/crawlee#2306',
      'sethblack/python-seo-analyzer#65',
      'ElixirTeSS/TeSS#1118',
      'crawler-commons/crawler-commons#143',
    ],
    situation: 'robots.txt names sitemap.txt: one URL a line.',
    right: 'sitemaps.org "Other Sitemap formats"; Google and Bing read it.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/robots.txt': named(url, '/sitemap.txt'),
        '/sitemap.txt': { type: 'text/plain', body: `${url}/a\n${url}/only-in-text\n` },
        ...hidden(url, ['/only-in-text']),
      }),
    checks: (r) => [read(r, '/only-in-text')],
  },
  {
    id: 203,
    name: 'Blank line before the XML declaration',
    severity: 'medium',
    kind: 'one XML error loses the sitemap without a word',
    source: [
      'Yoast/wordpress-seo#3403 #7105 #2647 #1123 #416',
      'crawler-commons/crawler-commons#144',
      'awesomemotive/all-in-one-seo-pack#1805',
      'wilr/silverstripe-googlesitemaps#163',
    ],
    situation:
      "A theme's PHP file sends a line end before the sitemap: the commonest sitemap fault of WordPress.",
    right:
      'Not well-formed (XML 1.0 2.8); Search Console reports it, crawler-commons skips the white space. Either read it, or tell that it could not be read (sitemap.invalid is not delivered yet).',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/robots.txt': named(url),
        '/sitemap.xml': xml(`\n${urlset([`${url}/a`, `${url}/only-in-sitemap`])}`),
        ...hidden(url, ['/only-in-sitemap']),
      }),
    checks: (r) => [read(r, '/only-in-sitemap')],
  },
  {
    id: 204,
    name: 'A bare & in one loc',
    severity: 'medium',
    kind: 'one XML error loses the sitemap without a word',
    source: ['GateNLP/ultimate-sitemap-parser#10', 'Scrapy and lxml read on (recover)'],
    situation: 'Third of five locs has ?a=1&b=2 unescaped.',
    right:
      'Not well-formed; libxml2 in recovery (Scrapy), crawler-commons and most tools read the rest. Read on, or say so.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/robots.txt': named(url),
        '/sitemap.xml': xml(
          urlset([`${url}/a`, `${url}/before`, `${url}/p?a=1&b=2`, `${url}/after-1`, `${url}/after-2`]),
        ),
        ...hidden(url, ['/before', '/p?a=1&b=2', '/after-1', '/after-2']),
      }),
    checks: (r) => [read(r, '/before'), read(r, '/after-1'), read(r, '/after-2')],
  },
  {
    id: 205,
    name: 'Gzip in every disguise',
    severity: 'medium',
    kind: 'gzip',
    source: [
      'scrapy/scrapy#2389 #951 #2063 #193',
      'webrecorder/browsertrix-crawler#578',
      'Pixep/crowlet#25',
      'Norconex/crawler#687',
    ],
    situation:
      '.xml.gz as application/gzip; .xml.gz with Content-Encoding: gzip; plain XML called .xml.gz; gzip inside gzip transfer; two gzip members.',
    right: 'The bytes decide.',
    site: ({ url }) => {
      const one = (path: string) => Buffer.from(urlset([url + path]));
      const half = urlset([`${url}/g5`]);
      return site(url, ['/a'], {
        '/robots.txt': robots(
          `User-agent: *\nDisallow:\n${[1, 2, 3, 4, 5].map((n) => `Sitemap: ${url}/s${n}.xml.gz`).join('\n')}\n`,
        ),
        '/s1.xml.gz': { type: 'application/gzip', body: gzipSync(one('/g1')) },
        '/s2.xml.gz': {
          type: 'application/xml',
          headers: { 'Content-Encoding': 'gzip' },
          body: gzipSync(one('/g2')),
        },
        '/s3.xml.gz': { type: 'application/x-gzip', body: one('/g3') },
        '/s4.xml.gz': {
          type: 'application/octet-stream',
          headers: { 'Content-Encoding': 'x-gzip' },
          body: gzipSync(gzipSync(one('/g4'))),
        },
        '/s5.xml.gz': {
          type: 'application/gzip',
          body: Buffer.concat([gzipSync(half.slice(0, 80)), gzipSync(half.slice(80))]),
        },
        ...hidden(url, ['/g1', '/g2', '/g3', '/g4', '/g5']),
      });
    },
    checks: (r) => ['/g1', '/g2', '/g3', '/g4', '/g5'].map((path) => read(r, path)),
  },
  {
    id: 206,
    name: 'BOM, prefix, CDATA, white space, relative loc, wrong media type',
    severity: 'medium',
    kind: 'sitemap reading',
    source: [
      'GateNLP/ultimate-sitemap-parser#10',
      'webrecorder/browsertrix-crawler#578',
      'scrapy/scrapy#2900',
      'mars-tw/open-seo-advisor-skill#9',
    ],
    situation: 'Five sitemaps, each with one oddity that search engines live with.',
    right: 'All read.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/robots.txt': robots(
          `User-agent: *\nDisallow:\n${[1, 2, 3, 4, 5].map((n) => `Sitemap: ${n === 5 ? '' : url}/s${n}`).join('\n')}\n`,
        ),
        '/s1': xml(`\uFEFF${urlset([`${url}/o1`])}`),
        '/s2': xml(
          `<?xml version="1.0"?><sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:url><sm:loc>${url}/o2</sm:loc></sm:url></sm:urlset>`,
        ),
        '/s3': {
          type: 'text/html; charset=utf-8',
          body: `<?xml version="1.0"?><urlset><url><loc><![CDATA[${url}/o3?a=1&b=2]]></loc></url></urlset>`,
        },
        '/s4': xml(
          `<?xml version="1.0"?><!-- made by a tool --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>\n<loc>\n   ${url}/o4\n</loc>\n<lastmod>yesterday</lastmod></url></urlset>`,
        ),
        '/s5': { type: null, body: '<urlset><url><loc>/o5</loc></url></urlset>' },
        ...hidden(url, ['/o1', '/o2', '/o3?a=1&b=2', '/o4', '/o5']),
      }),
    checks: (r) => ['/o1', '/o2', '/o3?a=1&b=2', '/o4', '/o5'].map((path) => read(r, path)),
  },
  {
    id: 207,
    name: 'Images, videos and alternates inside a sitemap are no pages',
    severity: 'medium',
    kind: 'sitemap reading',
    source: ['no single report: sitemaps of shops'],
    situation: 'image:loc, video:content_loc and xhtml:link beside loc.',
    right: 'Only url/loc names pages.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/robots.txt': named(url),
        '/sitemap.xml': xml(
          `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc>${url}/only</loc><image:image><image:loc>${url}/pic.png</image:loc></image:image><xhtml:link rel="alternate" hreflang="fr" href="${url}/fr"/></url></urlset>`,
        ),
        ...hidden(url, ['/only']),
      }),
    checks: (r) => [
      read(r, '/only'),
      ['/pic.png is not asked for', r.hits('/pic.png') === 0, r.hits('/pic.png')],
    ],
  },
  {
    id: 208,
    name: 'Index with 60 sitemaps',
    severity: 'medium',
    kind: 'a limit is reached without a word',
    source: [
      'awesomemotive/all-in-one-seo-pack#2554',
      'pulibrary/orangelight#5533',
      'squirrelscan/squirrelscan#154',
    ],
    situation: 'A shop with one sitemap a category: 60 of them, one page each that no link leads to.',
    right:
      'sitemaps.org allows 50,000 sitemaps in an index. All read, or the report says how many were left out.',
    site: ({ url }) => {
      const numbers = Array.from({ length: 60 }, (_, i) => i + 1);
      return site(url, ['/a'], {
        '/robots.txt': named(url, '/index.xml'),
        '/index.xml': xml(
          `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${numbers.map((n) => `<sitemap><loc>${url}/part-${n}.xml</loc></sitemap>`).join('')}</sitemapindex>`,
        ),
        ...Object.fromEntries(numbers.map((n) => [`/part-${n}.xml`, xml(urlset([`${url}/deep-${n}`]))])),
        ...hidden(
          url,
          numbers.map((n) => `/deep-${n}`),
        ),
      });
    },
    checks: (r) => [
      read(r, '/deep-1'),
      read(r, '/deep-45'),
      read(r, '/deep-60'),
      ['62 pages are known', r.report?.pages.discovered === 62, r.report?.pages],
    ],
  },
  {
    id: 209,
    name: 'Sitemap behind a redirect whose Location is raw UTF-8',
    severity: 'low',
    kind: 'Location is read in three places, differently',
    source: ['crawler-commons/crawler-commons#191', 'scrapy/scrapy#2321', 'Norconex/crawler#199'],
    situation: '/sitemap.xml → /網站地圖.xml, not percent-encoded.',
    right: 'As for pages: raw UTF-8 in Location is taken by browsers.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/robots.txt': named(url),
        '/sitemap.xml': { status: 301, headers: [['Location', Buffer.from('/網站地圖.xml')]], body: '' },
        '/%E7%B6%B2%E7%AB%99%E5%9C%B0%E5%9C%96.xml': xml(urlset([`${url}/only`])),
        ...hidden(url, ['/only']),
      }),
    checks: (r) => [read(r, '/only')],
  },
  {
    id: 210,
    name: 'noindex page whose sitemap entry spells the percent-encoding in the other case',
    severity: 'high',
    kind: 'percent-encodings in small and capital letters are two URLs',
    source: ['Yoast/wordpress-seo#22212 #15385 #8183', 'contao/contao#5771', 'harlan-zw/nuxt-seo#462'],
    situation: 'Links say %E8%8A%B1, the sitemap says %e8%8a%b1 (WordPress does); the page is noindex.',
    right: 'RFC 3986 6.2.2.1: the same URL; the finding is high because the sitemap names it.',
    changed: '`index.noindex`: I.',
    site: ({ url }) => {
      const body = page({
        url: `${url}/%E8%8A%B1`,
        name: 'Flower',
        head: '<meta name="robots" content="noindex">',
      });
      return site(url, ['/%E8%8A%B1'], {
        '/robots.txt': named(url),
        '/sitemap.xml': xml(urlset([`${url}/`, `${url}/%e8%8a%b1`])),
        '/%E8%8A%B1': body,
        '/%e8%8a%b1': body,
      });
    },
    checks: (r) => [
      [
        'index.noindex once, severity info',
        r.find('index.noindex').length === 1 && r.find('index.noindex')[0]?.severity === 'info',
        r.find('index.noindex').map(({ url, severity }) => `${severity} ${url}`),
      ],
    ],
  },
];
