import { none, quietPage, read, some } from './caseChecks.ts';
import { allowed, page, prose, site } from './casePages.ts';
import type { CrawlCase } from './crawlCase.ts';

/** Where the head ends, and what browsers make of markup. */
export const documentCases: readonly CrawlCase[] = [
  {
    id: 501,
    name: 'SVG titles, deep inside and in links and headings',
    severity: 'medium',
    kind: 'inline SVG',
    source: ['kapt-labs/django-check-seo#28', 'IBMa/equal-access#88', 'AFixt/accessibility-highlighter#62'],
    situation:
      'Icons <svg><g><title>Menu icon</title>…; <svg><title/>…; an h1 "Tools" with an icon; a link "here" with an icon; two icons in the head-less top.',
    right: 'One page title; h1 text "Tools …"; the link says "here" (no words of the icon are visible text).',
    site: ({ url }) =>
      site(url, ['/svg'], {
        '/svg': page({
          url: `${url}/svg`,
          name: 'Icons',
          links: ['/'],
          h1: '<svg viewBox="0 0 1 1"><g><title>Spanner icon</title><path d="M0 0"/></g></svg>Tools for the garden',
          body: '<p>Prices stand <a href="/prices"><svg><defs><g><title>Coin icon</title></g></defs></svg>here</a></p><svg><title/><path d="M0"/></svg><p>After the icon.</p><svg><symbol id="x"><title>Second</title></symbol></svg>',
        }),
        '/prices': page({ url: `${url}/prices`, name: 'Prices', links: ['/'] }),
      }),
    checks: (r) => [
      ['title of the page is its own', /^Icons:/.test(r.row('/svg')?.title ?? ''), r.row('/svg')?.title],
      none(r, 'title.missing', '/svg'),
      none(r, 'h1.multiple', '/svg'),
      [
        'the link "here" is found as such',
        r.find('link.non-descriptive', '/svg').some(({ evidence }) => evidence.anchor === 'here'),
        r.find('link.non-descriptive', '/svg').map(({ evidence }) => evidence.anchor),
      ],
    ],
  },
  {
    id: 502,
    name: 'Empty h1 of a template before the real one; h1 that is an image; h1 in a template',
    severity: 'medium',
    kind: 'headings',
    source: [
      'klausagnoletti/malware-and-monsters#54 (SEOnaut reported 149 pages)',
      'microsoft/accessibility-insights-web#7697',
    ],
    situation: '<h1 class="nav-title"></h1> and then <h1>…; <h1><img alt="Logo words"></h1>.',
    right: 'Neither missing nor multiple.',
    site: ({ url }) =>
      site(url, ['/e', '/i'], {
        '/e': page({ url: `${url}/e`, name: 'Empty first', links: ['/'] }).replace(
          '<nav>',
          '<h1 class="t"></h1><h1>&nbsp;</h1><template><h1>No</h1></template><nav>',
        ),
        '/i': page({
          url: `${url}/i`,
          name: 'Image heading',
          links: ['/'],
          h1: '<a href="/"><img src="/l.png" alt="The garden tools shop"></a>',
        }),
      }),
    checks: (r) => [none(r, 'h1.missing'), none(r, 'h1.multiple')],
  },
  {
    id: 503,
    name: 'noscript with a pixel image in the head (Facebook, GTM)',
    severity: 'high',
    kind: 'where the head ends',
    source: [
      'ohgm.co.uk/breaking-head-quietly',
      'sitebulb.com/hints/…/head-contains-a-noscript-tag-which-includes-an-image',
      'loud.us head-should-not-include-a-noscript-tag-with-an-image',
    ],
    situation: 'The pixel stands before title, description, canonical.',
    right:
      'With scripts (browser, Google\'s renderer) the head is whole; for parsers without scripts it ends there. A finding "title missing, description missing, canonical missing" is one cause told as three wrong ones: name the cause.',
    site: ({ url }) =>
      site(url, ['/p'], {
        '/p': page({ url: `${url}/p`, name: 'Pixel', links: ['/'] }).replace(
          '<title>',
          '<script>/* pixel */</script><noscript><img height="1" width="1" style="display:none" src="/tr?id=1" alt=""></noscript><title>',
        ),
      }),
    checks: (r) => [
      none(r, 'title.missing', '/p'),
      none(r, 'desc.missing', '/p'),
      none(r, 'canonical.missing', '/p'),
    ],
  },
  {
    id: 504,
    name: 'Next.js streams title, description and canonical into the body',
    severity: 'high',
    kind: 'where the head ends',
    source: ['vercel/next.js#79313 #85783 #84750 #79404 #75081', 'status-im/status-web#1287'],
    situation: 'Next.js 15.2 and later, for every robot it does not know by name: ours among them.',
    right:
      'Browsers show the title (first title of the document). "title.missing" is untrue: it stands in the body. Canonical and description in the body do not count for Google. The analyst needs "outside the head" (56, 63, 70; not delivered yet).',
    site: ({ url }) =>
      site(url, ['/n'], {
        '/n': page({ url: `${url}/n`, name: 'Streamed', links: ['/'] })
          .replace(/<title>[\s\S]*?<link rel="canonical"[^>]*>/, '')
          .replace(
            '</main>',
            `</main><div hidden><title>Streamed: one page of the garden tools shop</title><meta name="description" content="What this part of the garden tools shop offers."><link rel="canonical" href="${url}/n"></div>`,
          ),
      }),
    checks: (r) => [
      none(r, 'title.missing', '/n'),
      ['pages list shows its title', /^Streamed/.test(r.row('/n')?.title ?? ''), r.row('/n')?.title ?? null],
    ],
  },
  {
    id: 505,
    name: 'noindex that stands in the body',
    severity: 'high',
    kind: 'where the head ends',
    source: [
      'sitebulb.com/hints/…/meta-robots-found-outside-of-head (Gary Illyes)',
      'loud.us meta-robots-found-outside-of-head',
      'valentin.app/robotsmeta.html',
      'against: laurelinlabs.com audit 24',
    ],
    situation:
      'A plugin prints <meta name="robots" content="noindex"> in the body (or a stray div ended the head before it).',
    right:
      'Google obeys it (its own people say so). A page told to be indexable that Google drops is the costliest miss.',
    site: ({ url }) =>
      site(url, ['/b', '/d'], {
        '/b': page({
          url: `${url}/b`,
          name: 'In body',
          links: ['/'],
          body: '<meta name="robots" content="noindex">',
        }),
        '/d': page({
          url: `${url}/d`,
          name: 'After div',
          links: ['/'],
          head: '<div class="gtm"></div><meta name="robots" content="noindex,follow">',
        }),
      }),
    checks: (r) => [
      some(r, 'index.noindex', '/b'),
      some(r, 'index.noindex', '/d'),
      ['/b is not called indexable', r.row('/b')?.indexable === false, r.row('/b')?.indexable],
    ],
  },
  {
    id: 506,
    name: 'Declarative shadow DOM',
    severity: 'high',
    kind: 'what a browser shows',
    source: [
      'whatwg/html#5465',
      'whatwg/dom#510 #831 ("indexable by search engines first")',
      'tox-dev/turbohtml#577',
      '11ty/webc#108',
    ],
    situation: 'Lit SSR: heading, text and links stand in <template shadowrootmode="open">.',
    right: 'HTML standard: it is rendered (all browsers since 2024); Google indexes it.',
    site: ({ url }) =>
      site(url, ['/s'], {
        '/s': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shadow: one page of the garden tools shop</title><meta name="description" content="About Shadow: what this part of the garden tools shop offers."><link rel="canonical" href="${url}/s"></head><body><shop-page><template shadowrootmode="open"><h1>Shadow in the garden tools shop</h1><p>${prose('shadow', 260)}</p><a href="/in-shadow">A page that is linked in the shadow alone</a></template></shop-page></body></html>`,
        '/in-shadow': page({ url: `${url}/in-shadow`, name: 'Shadow child', links: ['/'] }),
      }),
    checks: (r) => [none(r, 'h1.missing', '/s'), none(r, 'content.thin', '/s'), read(r, '/in-shadow')],
  },
  {
    id: 508,
    name: 'Start page that is only a meta refresh',
    severity: 'high',
    kind: 'ways to other pages that are no <a>',
    source: [
      'apache/stormcrawler#350',
      'Norconex/crawler#141 #210',
      'wummel/linkchecker#187',
      'simplecrawler/simplecrawler#281',
      'spider-rs/spider#255',
      'hakluke/hakrawler#163',
      'PhialsBasement/LibreCrawl#29 (only the page I enter)',
    ],
    situation:
      'index.html with <meta http-equiv="refresh" content="0; URL=en/index.html">, as generators of documentation make it.',
    right:
      'Google takes an instant refresh for a permanent redirect; crawlers follow it. One page read, and the scan "completed", misleads.',
    site: ({ url }) => ({
      '/robots.txt': allowed,
      '/': '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="REFRESH" content="0; URL=\'en/index.html\'"><title>Redirecting</title></head><body></body></html>',
      '/en/index.html': page({ url: `${url}/en/index.html`, name: 'English', links: ['/en/a.html'] }),
      '/en/a.html': page({ url: `${url}/en/a.html`, name: 'Part', links: ['/en/index.html'] }),
    }),
    checks: (r) => [read(r, '/en/index.html'), read(r, '/en/a.html')],
  },
  {
    id: 509,
    name: 'Broken markup: comments, CDATA, no head, text before the doctype, two html tags',
    severity: 'medium',
    kind: 'tolerance of markup',
    source: ['kapt-labs/django-check-seo#37', 'no single report: own collection'],
    situation:
      '<!-->, <!-- --!>, conditional comments around <html>, CDATA, missing end tags, attributes twice, lang on the second <html>.',
    right: 'As browsers build it.',
    site: ({ url }) => {
      const tail = (path: string) =>
        `<h1>Broken markup in the garden</h1><p>${prose(path, 260)}</p><a href="/">Back to the start of the shop</a>`;
      const head = (path: string, title: string) =>
        `<title>${title}: one page of the garden tools shop</title><meta name="description" content="About ${title}: what this part offers."><link rel="canonical" href="${url}${path}">`;
      return site(url, ['/c1', '/c2', '/c3', '/c4', '/c5', '/c6'], {
        '/c1': `<!doctype html><html lang="en"><!--><!-- x --!><head>${head('/c1', 'Comments short')}${tail('/c1')}`,
        '/c2': `<!--[if lt IE 9]><html class="ie"><![endif]--><!--[if gte IE 9]><!--><html lang="en"><!--<![endif]--><head>${head('/c2', 'Comments conditional')}</head><body>${tail('/c2')}</body></html>`,
        '/c3': `${head('/c3', 'No head at all')}<html lang=en><body>${tail('/c3')}`,
        '/c4': `<html><html lang="en"><head>${head('/c4', 'Two html tags')}<body>${tail('/c4')}</html><p>after the end</p>`,
        '/c5': `<!DOCTYPE html><html lang="en" lang="xx-bad"><head><script>if (a<b) document.write('<title>no</title><h1>no</h1>')</script><style>h1::before{content:"<h1>"}</style>${head('/c5', 'Scripts with tags')}</head><body>${tail('/c5')}<script>var t = "<h1>second</h1>";</script><textarea><h1>third</h1></textarea>`,
        '/c6': `<!doctype html><html lang="en"><head>${head('/c6', 'Custom closings')}</head><body></p></br><main></div></span>${tail('/c6')}</main></body></html>`,
      });
    },
    checks: (r) => ['/c1', '/c2', '/c3', '/c4', '/c5', '/c6'].map((path) => quietPage(r, path)),
  },
];
