import { quiet, read } from './caseChecks.ts';
import { allowed, page, redirect, site, sound } from './casePages.ts';
import type { CaseRequest, CrawlCase } from './crawlCase.ts';

/** Redirects, and what links lead to. */
export const redirectCases: readonly CrawlCase[] = [
  {
    id: 318,
    name: 'Cloudflare e-mail protection in every footer',
    severity: 'high',
    kind: 'links that are no pages of the site',
    source: [
      'crawlmind.ai/blog/google-404s-for-urls-you-never-created',
      'Qiskit/qiskit.org#3483',
      'bobcares.com/blog/email-address-obfuscation-cloudflare',
    ],
    situation:
      '<a href="/cdn-cgi/l/email-protection#…"> on each page; the address answers 404 to whoever asks.',
    right:
      "Cloudflare's script makes a mailto of it: no broken link of the site. One critical finding a page here sinks the score.",
    site: ({ url }) => {
      const mail =
        '<p>Write to <a href="/cdn-cgi/l/email-protection#a1c8cfc7ce" class="__cf_email__">[email protected]</a></p>';
      return {
        '/robots.txt': allowed,
        '/': page({ url: `${url}/`, name: 'Home', links: ['/a', '/b'], body: mail }),
        '/a': page({ url: `${url}/a`, name: 'Part a', links: ['/'], body: mail }),
        '/b': page({ url: `${url}/b`, name: 'Part b', links: ['/'], body: mail }),
      };
    },
    checks: (r) => [
      quiet(r, 'link.broken-internal', 'http.client-error'),
      ['score over 90', (r.report?.score.value ?? 0) > 90, r.report?.score.value],
    ],
  },
  {
    id: 319,
    name: 'Location: raw UTF-8, relative, with blanks, with a fragment, backslash, no scheme',
    severity: 'medium',
    kind: 'redirects',
    source: [
      'scrapy/scrapy#2321',
      'Norconex/crawler#199 #225',
      'sagebind/isahc#315',
      'aspnet/HttpAbstractions#971',
    ],
    situation: 'Six redirects as servers really write them.',
    right: 'WHATWG URL against the request address; UTF-8 as browsers do.',
    site: ({ url }) =>
      site(url, ['/dir/u', '/dir/rel', '/dir/blank', '/dir/frag', '/dir/back', '/dir/noscheme'], {
        '/dir/u': { status: 302, headers: [['Location', Buffer.from('/花')]], body: '' },
        '/%E8%8A%B1': sound(url, '/%E8%8A%B1', 'Flower'),
        '/dir/rel': redirect('t-rel'),
        '/dir/t-rel': sound(url, '/dir/t-rel', 'Relative'),
        '/dir/blank': redirect('/a page.html '),
        '/a%20page.html': sound(url, '/a%20page.html', 'Blank'),
        '/dir/frag': redirect('/t-frag#part'),
        '/t-frag': sound(url, '/t-frag', 'Fragment'),
        '/dir/back': redirect('\\t-back'),
        '/t-back': sound(url, '/t-back', 'Backslash'),
        '/dir/noscheme': redirect(`//${url.slice(7)}/t-noscheme`),
        '/t-noscheme': sound(url, '/t-noscheme', 'No scheme'),
      }),
    checks: (r) => [
      ...['/%E8%8A%B1', '/dir/t-rel', '/a%20page.html', '/t-frag', '/t-back', '/t-noscheme'].map((path) =>
        read(r, path),
      ),
      quiet(r, 'redirect.loop', 'redirect.chain'),
    ],
  },
  {
    id: 320,
    name: 'All kinds of 3xx, and 3xx that lead nowhere',
    severity: 'medium',
    kind: 'redirects',
    source: [
      'lycheeverse/lychee#726',
      'GoogleChrome/lighthouse#4440 (304)',
      'every-app/open-seo#61',
      'squirrelscan/squirrelscan#73',
    ],
    situation:
      '301 302 303 307 308 to pages; 304, 300 and 301 without Location; a chain of three; a link to a page by /x and /x/.',
    right: 'Chain only for the chain; nothing is broken.',
    changed:
      'A finding attaches to the page judged unless `@link` (each linking page); `redirect.chain`: url @link.',
    site: ({ url }) => {
      const kinds = [301, 302, 303, 307, 308];
      return site(
        url,
        [...kinds.map((kind) => `/r${kind}`), '/n304', '/n300', '/n301', '/chain1', '/slash'],
        {
          ...Object.fromEntries(kinds.map((kind) => [`/r${kind}`, redirect(`/t${kind}`, kind)])),
          ...Object.fromEntries(
            kinds.map((kind) => [`/t${kind}`, sound(url, `/t${kind}`, `Target ${kind}`)]),
          ),
          '/n304': { status: 304, type: null, body: '' },
          '/n300': { status: 300, body: 'choose' },
          '/n301': { status: 301, body: 'moved' },
          '/chain1': redirect('/chain2'),
          '/chain2': redirect('/chain3'),
          '/chain3': sound(url, '/chain3', 'Chain end'),
          '/slash': redirect('/slash/'),
          '/slash/': page({ url: `${url}/slash/`, name: 'Slash', links: ['child', '../'] }),
          '/slash/child': sound(url, '/slash/child', 'Child'),
        },
      );
    },
    checks: (r) => [
      ...[301, 302, 303, 307, 308].map((kind) => read(r, `/t${kind}`)),
      read(r, '/slash/child'),
      [
        'one chain, of the link to /chain1',
        r.find('redirect.chain').length === 1 &&
          r.find('redirect.chain', '/')[0]?.locator === `${r.urls[0]}/chain1`,
        r.find('redirect.chain').map(({ url, locator }) => `${url} ${locator}`),
      ],
      quiet(r, 'http.client-error', 'link.broken-internal', 'redirect.loop'),
    ],
  },
  {
    id: 321,
    name: '204, 206, attachment, PDF, image, feed behind links',
    severity: 'low',
    kind: 'is it a page?',
    source: ['apify/actor-scraper#241 ("only text/html … are allowed")', 'no single report for 204 and 206'],
    situation: 'Links to what is no page.',
    right: 'Not read as pages, not broken.',
    site: ({ url }) =>
      site(url, ['/a', '/e204', '/p206', '/doc.pdf', '/pic.png', '/feed'], {
        '/e204': { status: 204, type: null, body: '' },
        '/p206': { status: 206, body: 'part' },
        '/doc.pdf': { type: 'application/pdf', body: '%PDF-1.4' },
        '/pic.png': { type: 'image/png', body: Buffer.from([137, 80, 78, 71]) },
        '/feed': { type: 'application/rss+xml', body: '<rss/>' },
      }),
    checks: (r) => [
      ['two pages are read', r.read === 2, r.read],
      quiet(r, 'http.client-error', 'link.broken-internal', 'title.missing'),
    ],
  },
  {
    id: 322,
    name: 'HEAD is not allowed',
    severity: 'low',
    kind: 'requests',
    source: ['TheFive/osmbc#996', 'adobe/spacecat-audit-worker#2360 (HEAD, then GET)'],
    situation: 'Server answers 405 to HEAD.',
    right: 'No finding.',
    site: ({ url }) =>
      site(url, ['/a', '/h'], {
        '/h': (request) =>
          request.method === 'HEAD' ? { status: 405, body: '' } : sound(url, '/h', 'Only GET'),
      }),
    checks: (r) => [read(r, '/h'), quiet(r, 'http.client-error', 'link.broken-internal')],
  },
  {
    id: 323,
    name: '60 dead links: how long the second look takes',
    severity: 'medium',
    kind: 'time after the crawl',
    source: ['PhialsBasement/LibreCrawl#45 ("feels endless")', 'lycheeverse/lychee#1313'],
    situation: 'A menu with 60 links to pages that are gone; the site answers at once.',
    right:
      'The end comes in proportion to the crawl: 62 answers here take a second; the second look should not take half a minute.',
    site: ({ url }) => {
      const dead = Array.from({ length: 60 }, (_, i) => `/gone-${i}`);
      return site(url, dead, Object.fromEntries(dead.map((path) => [path, { status: 404, body: 'gone' }])));
    },
    checks: (r) => [
      [
        '60 broken links',
        r.find('link.broken-internal').length === 60,
        r.find('link.broken-internal').length,
      ],
      [
        'the second look ends before all are asked for again',
        r.requests.filter(({ path }) => path.startsWith('/gone-')).length < 90,
        r.requests.length,
      ],
    ],
  },
  {
    id: 324,
    name: 'Start page redirects to a log-in on another host',
    severity: 'medium',
    kind: 'scope',
    hosts: 2,
    source: [
      'help.siteimprove.com "Final URL is not internal"',
      'Norconex/crawler#281',
      'UNLSiteMaster/site_master#50',
    ],
    situation: 'Intranet start page sends everybody to the identity provider.',
    right:
      "The scan says that the address leads to another host; it does not audit the provider's site as if it were asked to.",
    site: ({ urls }) => [
      { '/robots.txt': allowed, '/': redirect(`${urls[1]}/login?back=1`, 302) },
      site(urls[1], ['/help', '/privacy'], {
        '/login': page({ url: `${urls[1]}/login`, name: 'Log in', links: ['/help', '/privacy'] }),
        '/help': sound(urls[1], '/help', 'Help'),
      }),
    ],
    checks: (r) => [
      [
        "the provider's other pages are not crawled",
        r.hits('/help', 1) === 0,
        `asked for ${r.requests
          .filter(({ host }) => host === 1)
          .map(({ target }) => target)
          .join(' ')}`,
      ],
    ],
  },
  {
    id: 325,
    name: 'Site that redirects by Accept-Language',
    severity: 'medium',
    kind: "requests that differ from a search engine's",
    source: [
      'merj.com/blog/your-accept-language-redirects-could-be-blocking-search-engines-and-ai-crawlers',
      'seoclaims.com/en/d/googlebot-et-en-tete-accept-language',
      'developers.google.com locale-adaptive pages',
      'internetarchive/heritrix3#202',
    ],
    situation: 'English site with a Chinese part; who sends Accept-Language: zh is sent from /en/… to /zh/….',
    right:
      'Googlebot sends no Accept-Language: it reads the English pages. An audit for search engines sees what they see.',
    site: ({ url }) => {
      const english = (path: string, name: string, links: string[]) => (request: CaseRequest) =>
        /^zh/i.test(request.headers['accept-language'] ?? '')
          ? redirect(path.replace('/en/', '/zh/'), 302)
          : page({ url: url + path, name, links });
      return {
        '/robots.txt': allowed,
        '/': redirect('/en/', 302),
        '/en/': english('/en/', 'English home', ['/en/a', '/zh/']),
        '/en/a': english('/en/a', 'English part', ['/en/']),
        '/zh/': page({ url: `${url}/zh/`, name: 'zh home', lang: 'zh-TW', links: ['/zh/a', '/en/'] }),
        '/zh/a': page({ url: `${url}/zh/a`, name: 'zh part', lang: 'zh-TW', links: ['/zh/', '/en/a'] }),
      };
    },
    checks: (r) => [read(r, '/en/'), read(r, '/en/a'), quiet(r, 'redirect.chain')],
  },
];
