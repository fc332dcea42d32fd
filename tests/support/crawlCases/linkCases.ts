import { none, read } from './caseChecks.ts';
import { page, site } from './casePages.ts';
import type { CrawlCase } from './crawlCase.ts';

/** What is a link and its text, and pages of extreme size. */
export const linkCases: readonly CrawlCase[] = [
  {
    id: 514,
    name: 'Entities in href: &copy= &reg= &lang= &amp;amp; and mailto in entities',
    severity: 'medium',
    kind: 'addresses in markup',
    source: [
      'GoogleCloudPlatform/knowledge-catalog#174',
      'gjtorikian/html-proofer#537',
      'modernweb-dev/rocket#149',
      'wummel/linkchecker#33 #11',
      'Norconex/crawler#28',
    ],
    situation: 'Unescaped & before names of entities.',
    right: 'HTML: in attributes a name without ; before = stays as it is.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/': page({
          url: `${url}/`,
          name: 'Home',
          links: ['/a'],
          body: '<p><a href="/t?a=1&copy=2&reg=3&lang=en&sect=4&para=5&not=6&order=7">Everything with parameters</a> <a href="/u?a=1&amp;copy=2">Everything well escaped</a> <a href="&#109;&#97;&#105;&#108;&#116;&#111;&#58;x&#64;example.com">Write to the shop</a></p>',
        }),
        '/t': page({
          url: `${url}/t?a=1&amp;copy=2&amp;reg=3&amp;lang=en&amp;sect=4&amp;para=5&amp;not=6&amp;order=7`,
          name: 'Parameters',
          links: ['/'],
        }),
        '/u': page({ url: `${url}/u?a=1&amp;copy=2`, name: 'Escaped', links: ['/'] }),
      }),
    checks: (r) => [
      read(r, '/t?a=1&copy=2&reg=3&lang=en&sect=4&para=5&not=6&order=7'),
      read(r, '/u?a=1&copy=2'),
      [
        'nothing else is asked for',
        r.requests.every(
          ({ target }) =>
            /^\/(robots\.txt|sitemap\.xml|a|t\?|u\?)?/.test(target) && !target.includes('mailto'),
        ),
        r.requests.map(({ target }) => target),
      ],
    ],
  },
  {
    id: 515,
    name: 'base: relative, in the body, second one, empty, with another scheme',
    severity: 'medium',
    kind: 'addresses in markup',
    source: [
      'StJudeWasHere/seonaut#28',
      'raviqqe/muffet#30',
      'fcavallarin/htcap#10',
      'lycheeverse/lychee#1296',
    ],
    situation: 'Five pages, five bases.',
    right: 'HTML 2.4.3: the first base with a href, wherever it stands; data: and javascript: do not count.',
    site: ({ url }) => {
      const withBase = (path: string, base: string, link: string) =>
        page({
          url: url + path,
          name: `Base ${path.replace(/\W+/g, ' ')}`,
          head: base,
          body: `<p><a href="${link}">A link that the base decides</a></p>`,
        });
      return site(url, ['/d/one', '/d/two', '/d/three', '/d/four', '/d/five'], {
        '/d/one': withBase('/d/one', '<base target="_blank"><base href="/x/y/"><base href="/no/">', 'p1'),
        '/d/two': page({
          url: `${url}/d/two`,
          name: 'Base in body',
          body: '<p><a href="p2">A link before the base</a></p><base href="/x/">',
        }),
        '/d/three': withBase('/d/three', '<base href="">', 'p3'),
        '/d/four': withBase('/d/four', '<base href="javascript:void(0)">', 'p4'),
        '/d/five': withBase('/d/five', '<base href="../z/">', '?p5=1'),
        ...Object.fromEntries(
          ['/x/y/p1', '/x/p2', '/d/p3', '/d/p4', '/z/?p5=1'].map((path) => [
            path,
            page({ url: url + path, name: `Target ${path.replace(/\W+/g, ' ')}`, links: ['/'] }),
          ]),
        ),
      });
    },
    checks: (r) => [
      ...['/x/y/p1', '/x/p2', '/d/p3', '/d/p4', '/z/?p5=1'].map((path) => read(r, path)),
      none(r, 'link.broken-internal'),
    ],
  },
  {
    id: 516,
    name: 'Links as people write them: blanks, line ends, capitals, backslashes, no target',
    severity: 'medium',
    kind: 'addresses in markup',
    source: ['modernweb-dev/rocket#149', 'Norconex/crawler#230', 'nlnet list of lychee#1296'],
    situation:
      'href with spaces around, a line end inside, HTTP:// in capitals, \\, ./././, javascript:, tel:, sms:, data:, blob:, #, empty, ?, //host.',
    right: 'WHATWG URL; what is no http(s) is no link to crawl.',
    site: ({ url }) =>
      site(url, ['/a'], {
        '/': page({
          url: `${url}/`,
          name: 'Home',
          links: ['/a'],
          body: `<p><a href="  /w1  ">Blanks around the address</a> <a href="/w\n2">Line end in the address</a> <a href="HTTP:${url.slice(5)}/w3">Capital letters</a> <a href="\\w4">Backslash as slash</a> <a href="./././w5">Dots in the address</a> <a href="JavaScript:void(0)">Script that opens</a> <a href="tel:+886-2-1234">Call the shop</a> <a href="sms:1">Text the shop</a> <a href="data:text/html,x">Data in the address</a> <a href="#top">To the top of it</a> <a href="">This very page</a> <a href="?">This page without query</a> <a href="//${url.slice(7)}/w6">No scheme given</a> <a href="http:/w7">One slash only</a> <a>Without address</a> <area href="/w8" alt="An area of a map"></p>`,
        }),
        ...Object.fromEntries(
          ['/w1', '/w2', '/w3', '/w4', '/w5', '/w6', '/w7', '/w8'].map((path) => [
            path,
            page({ url: url + path, name: `Way ${path.slice(1)}`, links: ['/'] }),
          ]),
        ),
      }),
    checks: (r) => [
      ...['/w1', '/w2', '/w3', '/w4', '/w5', '/w6', '/w7', '/w8'].map((path) => read(r, path)),
      none(r, 'link.broken-internal'),
      ['home read once or twice', r.hits('/') <= 2, r.hits('/')],
    ],
  },
  {
    id: 518,
    name: '"Read more" with an aria-label or title that tells',
    severity: 'low',
    kind: 'link texts',
    source: ['GoogleChrome/lighthouse#12864', 'ucfopen/UDOIT#104', 'GoogleChrome/lighthouse#4494'],
    situation: '<a href="/a" aria-label="Read more about spades">Read more</a>.',
    right:
      'Lighthouse flags it (SEO reads visible text), accessibility tools do not. Ours flags by definition; the label should be in the evidence so that people can decide.',
    changed: 'Link whose text is in the list, unless aria-label(ledby) says more.',
    site: ({ url }) =>
      site(url, ['/l'], {
        '/l': page({
          url: `${url}/l`,
          name: 'Labels',
          links: ['/'],
          body: '<p><a href="/" aria-label="Read more about spades">Read more</a></p>',
        }),
      }),
    checks: (r) => [none(r, 'link.non-descriptive', '/l')],
  },
  {
    id: 520,
    name: '20,000 nested elements, 9,000 links, a title of 1 MB',
    severity: 'medium',
    kind: 'size',
    source: ['nazuke/SEOMacroscope#11 (keeps crashing)', 'PhialsBasement/LibreCrawl#45'],
    situation: 'Hostile or generated pages.',
    right: 'Read, quickly, nothing ends.',
    site: ({ url }) =>
      site(url, ['/deep', '/wide', '/title'], {
        '/deep': page({
          url: `${url}/deep`,
          name: 'Deep',
          links: ['/'],
          body: `${'<div>'.repeat(20_000)}<a href="/bottom">The bottom of the well</a>`,
        }),
        '/bottom': page({ url: `${url}/bottom`, name: 'Bottom', links: ['/'] }),
        '/wide': page({
          url: `${url}/wide`,
          name: 'Wide',
          links: ['/'],
          body: Array.from(
            { length: 9_000 },
            (_, i) => `<a href="/wide?n=${i % 7}">Number ${i} of many</a>`,
          ).join(' '),
        }),
        '/title': page({ url: `${url}/title`, name: 'Title', title: 'long '.repeat(200_000), links: ['/'] }),
      }),
    checks: (r) => [read(r, '/deep'), read(r, '/wide'), read(r, '/title'), read(r, '/bottom')],
  },
  {
    id: 522,
    name: '"More" that opens a part of this page: href="#", "javascript:void(0)"',
    severity: 'low',
    kind: 'link texts',
    source: [
      'GoogleChrome/lighthouse#3179 #12162 #3490 (links within the page and javascript: are left out)',
    ],
    situation:
      '<a href="#">more</a>, <a href="javascript:void(0)">更多</a>, <a href="#all">here</a>, and a real "more" to another page.',
    right: 'Lighthouse: only links that lead to another page are judged by their text.',
    changed: '`link.non-descriptive`: loc url+txt.',
    site: ({ url }) =>
      site(url, ['/m'], {
        '/m': page({
          url: `${url}/m`,
          name: 'More',
          links: ['/'],
          body: '<p><a href="#">more</a> <a href="javascript:void(0)">更多</a> <a href="#all">here</a> <a href="/">more</a></p>',
        }),
      }),
    checks: (r) => [
      [
        'one finding, for the link to another page',
        r.find('link.non-descriptive', '/m').length === 1 &&
          r.find('link.non-descriptive', '/m')[0]?.locator === `${r.urls[0]}/ more`,
        r
          .find('link.non-descriptive', '/m')
          .map(({ locator, evidence }) => `${evidence.anchor} → ${locator}`),
      ],
    ],
  },
];
