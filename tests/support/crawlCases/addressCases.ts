import { none, read } from './caseChecks.ts';
import { allowed, page, redirect, site } from './casePages.ts';
import type { CaseRequest, CrawlCase } from './crawlCase.ts';

/** When two addresses are one, and when one address is many. */
export const addressCases: readonly CrawlCase[] = [
  {
    id: 601,
    name: 'The same page linked as %e8%8a%b1, %E8%8A%B1 and 花',
    severity: 'high',
    kind: 'percent-encodings in small and capital letters are two URLs',
    source: [
      'Yoast/wordpress-seo#8183 #15385',
      'matomo-org/matomo#7209',
      'contao/contao#5771',
      'JSONbored/loopover#2826',
      'webignition/url#90',
      'apache/stormcrawler#1456',
    ],
    situation:
      'WordPress writes its permalinks in small letters, people type Chinese into menus, plugins use capitals.',
    right: 'RFC 3986 6.2.2.1: equivalent; Google counts them as one. One page, no duplicates.',
    site: ({ url }) => {
      const flower = page({ url: `${url}/%e8%8a%b1/`, name: 'Flower', canonical: false, links: ['/'] });
      return {
        '/robots.txt': allowed,
        '/': page({
          url: `${url}/`,
          name: 'Home',
          links: [
            ['/%e8%8a%b1/', 'Flowers by the menu'],
            ['/%E8%8A%B1/', 'Flowers by a plugin'],
            ['/花/', 'Flowers by hand'],
          ],
        }),
        '/%e8%8a%b1/': flower,
        '/%E8%8A%B1/': flower,
      };
    },
    checks: (r) => [
      ['two pages are read', r.read === 2, r.pages.map(({ url }) => url)],
      none(r, 'title.duplicate'),
      none(r, 'desc.duplicate'),
      none(r, 'content.duplicate-exact'),
    ],
  },
  {
    id: 602,
    name: 'Canonical differs from the address in the case of its percent-encoding',
    severity: 'high',
    kind: 'percent-encodings in small and capital letters are two URLs',
    source: ['Yoast/wordpress-seo#22212', 'Yoast/wordpress-seo#15385', 'nuxt-modules/i18n#2764'],
    situation:
      'Page /%e8%8a%b1/, canonical /%E8%8A%B1/ (Yoast with TranslatePress): every page of a Korean or Chinese site.',
    right: 'Canonical to itself: indexable, counted in the score.',
    site: ({ url }) =>
      site(url, ['/%e8%8a%b1/', '/%e8%8d%89/'], {
        '/%e8%8a%b1/': page({ url: `${url}/%E8%8A%B1/`, name: 'Flower', links: ['/'] }),
        '/%E8%8A%B1/': page({ url: `${url}/%E8%8A%B1/`, name: 'Flower', links: ['/'] }),
        '/%e8%8d%89/': page({ url: `${url}/草/`, name: 'Grass', links: ['/'] }),
        '/%E8%8D%89/': page({ url: `${url}/草/`, name: 'Grass', links: ['/'] }),
      }),
    checks: (r) => [
      ['3 pages are known', r.pages.length === 3, r.pages.map(({ url, indexable }) => `${url} ${indexable}`)],
      [
        'all are indexable',
        r.pages.every(({ indexable }) => indexable !== false),
        r.pages.filter(({ indexable }) => indexable === false).map(({ url }) => url),
      ],
    ],
  },
  {
    id: 604,
    name: 'jsessionid in each link for clients without cookies',
    severity: 'high',
    kind: 'no cookies',
    source: [
      'Arachni/arachni#171',
      'Athou/commafeed#389',
      'paultuckey/urlrewritefilter#57',
      'Norconex/crawler#480 (removeSessionIds)',
      'Screaming Frog: cookies kept by default',
    ],
    situation:
      'Java site of 6 pages; without a cookie each answer writes a new ;jsessionid=… into its links.',
    right: 'Six pages (a kept cookie ends it), or at least one page not counted again under each session.',
    options: { max_pages: 200 },
    site: ({ url }) => {
      let session = 0;
      return (request: CaseRequest) => {
        if (request.path === '/robots.txt') return allowed;
        const path = request.path.replace(/;jsessionid=\w+/, '');
        const number = /^\/p(\d)?$/.exec(path === '/' ? '/p' : path)?.[1] ?? (path === '/' ? '0' : null);
        if (number === null) return null;
        const tail = /JSESSIONID=/.test(request.headers.cookie ?? '') ? '' : `;jsessionid=S${++session}`;
        return {
          headers: [['Set-Cookie', `JSESSIONID=S${session}; Path=/`]],
          body: page({
            url: `${url}${path}`,
            name: `Session part ${number}`,
            canonical: false,
            links: [1, 2, 3, 4, 5].map((n): [string, string] => [
              `/p${n}${tail}`,
              `Part number ${n} of the shop`,
            ]),
          }),
        };
      };
    },
    checks: (r) => [
      ['12 requests at most', r.requests.length <= 14, `${r.requests.length} requests, ${r.read} pages read`],
      none(r, 'title.duplicate'),
      none(r, 'content.duplicate-exact'),
    ],
  },
  {
    id: 605,
    name: 'Endless calendar, growing paths, filters',
    severity: 'medium',
    kind: 'traps',
    source: [
      'moinwiki/moin#2264',
      'MarginaliaSearch/MarginaliaSearch#110',
      'autogram-is/spidergram#42',
      'Norconex/crawler#28 #230',
      'Gluejar/regluit#1209',
      'webrecorder/browsertrix-crawler#410',
    ],
    situation: 'Next month without end; relative links that pile up /x/x/x; ?next= that nests.',
    right: 'Ends at the page limit, says so, and the ordinary pages are among what was read.',
    options: { max_pages: 120 },
    site: ({ url }) => {
      const fixed = site(url, ['/a', '/b', '/cal?m=0', '/x/y', '/login?next=/'], {});
      return (request: CaseRequest) => {
        const known = fixed[request.target];
        if (typeof known === 'string' && !/^\/(cal|x|login)/.test(request.path)) return known;
        if (request.path === '/cal') {
          const m = Number(new URLSearchParams(request.query).get('m'));
          return page({ url: url + request.target, name: `Month ${m}`, links: [`/cal?m=${m + 1}`, '/'] });
        }
        if (request.path.startsWith('/x/'))
          return page({
            url: url + request.target,
            name: `Path ${request.path.length}`,
            links: ['x/y', '/'],
          });
        if (request.path === '/login')
          return page({
            url: `${url}/login`,
            name: 'Log in',
            canonical: false,
            links: [`/login?next=${encodeURIComponent(request.target)}`, '/'],
          });
        return null;
      };
    },
    checks: (r) => [
      ['the scan completes', r.status === 'completed', r.status],
      read(r, '/a'),
      read(r, '/b'),
      ['120 pages or fewer', r.read <= 120, r.read],
      [
        'the report says that the limit was reached',
        (r.report?.pages.skipped.limit ?? 0) > 0 || r.read < 120,
        r.report?.pages,
      ],
    ],
  },
  {
    id: 606,
    name: 'www and bare name: the start redirects, links point to both',
    severity: 'medium',
    kind: 'scope',
    hosts: 3,
    source: [
      'devflowinc/trieve#2608',
      'Norconex/crawler#281',
      'help.siteimprove.com "Final URL is not internal"',
      'CWAC#177',
    ],
    situation: 'example.org → www.example.org; some links still name the old host; a third host is foreign.',
    right: 'Both hosts of the redirect belong to the scan, the third does not.',
    site: ({ urls }) => [
      {
        '/robots.txt': allowed,
        '/': redirect(`${urls[1]}/`),
        '/old': redirect(`${urls[1]}/old`),
        '*': (request) => redirect(urls[1] + request.target),
      },
      site(urls[1], ['/a'], {
        '/': page({
          url: `${urls[1]}/`,
          name: 'Home',
          links: ['/a', `${urls[0]}/old`, `${urls[2]}/foreign`],
        }),
        '/old': page({ url: `${urls[1]}/old`, name: 'Old', links: ['/'] }),
      }),
      site(urls[2], [], {}),
    ],
    checks: (r) => [
      [
        '/a on the second host is read',
        r.pages.some(({ url, outcome }) => url === `${r.urls[1]}/a` && outcome === 'read'),
        r.pages.map(({ url, outcome }) => `${url} ${outcome}`),
      ],
      [
        '/old is reached',
        r.pages.some(({ url, outcome }) => url === `${r.urls[1]}/old` && outcome === 'read'),
        null,
      ],
      ['the third host is not asked', r.requests.every(({ host }) => host !== 2), null],
    ],
  },
  {
    id: 607,
    name: 'Address of 3,000 characters that is gone, fragment of 5,000, path in capital letters',
    severity: 'low',
    kind: 'a limit is reached without a word',
    source: ['apify/crawlee-python#2008', 'RFC 9110 4.1 (8,000 octets)', 'sitemaps.org (2,048)'],
    situation:
      'Faceted shop links; one of 3,000 characters answers 404; one text fragment is very long; /A and /a differ.',
    right: 'RFC 9110: at least 8,000 octets. A link too long to follow is told, not dropped.',
    site: ({ url }) => {
      const long = `/long?${'f=abcdefghij&'.repeat(230)}end=1`;
      return site(url, ['/a'], {
        '/': page({
          url: `${url}/`,
          name: 'Home',
          links: [
            [long, 'A very long address'],
            [`/frag#:~:text=${'x'.repeat(5000)}`, 'A very long fragment'],
            '/A',
            '/a',
          ],
        }),
        '/frag': page({ url: `${url}/frag`, name: 'Fragment', links: ['/'] }),
        '/A': page({ url: `${url}/A`, name: 'Capital letter', links: ['/'] }),
      });
    },
    checks: (r) => [
      read(r, '/frag'),
      read(r, '/A'),
      read(r, '/a'),
      [
        'the long address was asked for, or stands in the list',
        r.requests.some(({ path }) => path === '/long') || r.pages.some(({ url }) => url.includes('/long?')),
        `${r.pages.length} rows`,
      ],
    ],
  },
  {
    id: 608,
    name: 'Start in a folder, without slash, with fragment and default file',
    severity: 'low',
    kind: 'scope',
    source: [
      'Norconex/crawler#225',
      'JustinBeckwith/linkinator#883',
      'GOVTNZ/cwac#177',
      'Haikson/sitemap-generator#12',
    ],
    situation: 'Start /shop#top redirects to /shop/; its links are relative.',
    right: 'Resolved against /shop/; fragment ignored.',
    start: '/shop#top',
    site: ({ url }) =>
      site(url, [], {
        '/shop': redirect('shop/'),
        '/shop/': page({ url: `${url}/shop/`, name: 'Shop', links: ['a', './b/', '?page=2'] }),
        '/shop/a': page({ url: `${url}/shop/a`, name: 'Sub a', links: ['./'] }),
        '/shop/b/': page({ url: `${url}/shop/b/`, name: 'Sub b', links: ['../'] }),
        '/shop/?page=2': page({ url: `${url}/shop/?page=2`, name: 'Page two', links: ['./'] }),
      }),
    checks: (r) => [
      read(r, '/shop/a'),
      read(r, '/shop/b/'),
      read(r, '/shop/?page=2'),
      none(r, 'redirect.chain'),
    ],
  },
];
