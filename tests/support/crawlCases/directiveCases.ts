import { indexable, none, some } from './caseChecks.ts';
import { page, prose, redirect, site } from './casePages.ts';
import type { CaseAnswer, CrawlCase } from './crawlCase.ts';

const both = {
  title: 'The very same title of two pages',
  description: 'The very same description of two pages of the shop.',
};

/** Canonicals, directives, duplicates. */
export const directiveCases: readonly CrawlCase[] = [
  {
    id: 701,
    name: 'Two pages with an empty canonical and the same title',
    severity: 'high',
    kind: 'indexable and self-canonical are judged by two rules',
    source: ['luizdepra/hugo-coder#161', 'TheDahoom/Sveltekit-seo#4', 'tobimori/kirby-seo#72'],
    situation: 'A theme prints <link rel="canonical" href=""> (setting left empty).',
    right: 'Missing includes empty: as without a canonical, title.duplicate and desc.duplicate are found.',
    site: ({ url }) =>
      site(
        url,
        ['/e1', '/e2'],
        Object.fromEntries(
          ['/e1', '/e2'].map((path) => [
            path,
            page({ url: url + path, name: `Empty ${path.slice(1)}`, ...both, links: ['/'] }).replace(
              /<link rel="canonical" href="[^"]*">/,
              '<link rel="canonical" href="">',
            ),
          ]),
        ),
      ),
    checks: (r) => [
      some(r, 'canonical.missing', '/e1', 1),
      indexable(r, '/e1', true),
      some(r, 'title.duplicate', '/e1', 1),
      some(r, 'desc.duplicate', '/e2', 1),
    ],
  },
  {
    id: 704,
    name: 'Canonical: relative, protocol-relative, with fragment, capital host, in capital letters, twice the same',
    severity: 'medium',
    kind: 'canonicals',
    source: [
      'GoogleChrome/lighthouse#3178 #4440 #4295',
      'nystudio107/craft-seomatic#180',
      'stcr/subscribe-to-comments-reloaded#310',
    ],
    situation: 'Seven ways to name oneself.',
    right: 'All canonical to themselves; only the last is "multiple".',
    changed: '`canonical.multiple`: counting `link` elements name different URLs.',
    site: ({ url }) => {
      const ways = {
        '/k1': 'k1',
        '/k2': `//${url.slice(7)}/k2`,
        '/k3': `${url}/k3#main`,
        '/k4': `HTTP://${url.slice(7)}/k4`,
        '/k5': ` ${url}/k5 `,
        '/k6': `${url}/./x/../k6`,
      };
      return site(url, [...Object.keys(ways), '/k7', '/k8'], {
        ...Object.fromEntries(
          Object.entries(ways).map(([path, canonical]) => [
            path,
            page({ url: url + path, name: `Way ${path.slice(1)}`, canonical, links: ['/'] }),
          ]),
        ),
        '/k7': page({ url: `${url}/k7`, name: 'Way k7', links: ['/'] }).replace(
          '<link rel="canonical"',
          '<LINK REL="Canonical"',
        ),
        '/k8': page({
          url: `${url}/k8`,
          name: 'Way k8',
          links: ['/'],
          head: `<link rel="canonical" href="${url}/k8">`,
        }),
      });
    },
    checks: (r) => [
      ...['/k1', '/k2', '/k3', '/k4', '/k5', '/k6', '/k7', '/k8'].map((path) => indexable(r, path, true)),
      none(r, 'canonical.missing'),
      none(r, 'canonical.multiple'),
    ],
  },
  {
    id: 705,
    name: "X-Robots-Tag: robots' names, several fields, dates",
    severity: 'high',
    kind: 'directives',
    source: [
      'spatie/robots-txt#69 #70',
      'GoogleChrome/lighthouse#3657 #6303',
      'harvard-lil/perma#583',
      'sjdirect/abot#20',
    ],
    situation:
      'noindex with unavailable_after; two fields; otherbot: noindex, nofollow; googlebot: noindex; none; max-image-preview:large, noindex.',
    right: "Google's documentation of X-Robots-Tag.",
    site: ({ url }) => {
      const tag = (path: string, ...fields: string[]): CaseAnswer => ({
        headers: fields.map((field): [string, string] => ['X-Robots-Tag', field]),
        body: page({ url: url + path, name: `Tag ${path.slice(1)}`, links: ['/'] }),
      });
      return site(url, ['/y1', '/y2', '/y3', '/y4', '/y5', '/n1', '/n2', '/n3', '/n4'], {
        '/y1': tag('/y1', 'noindex, unavailable_after: 25 Jun 2010 15:00:00 PST'),
        '/y2': tag('/y2', 'nofollow', 'NoIndex'),
        '/y3': tag('/y3', 'none'),
        '/y4': tag('/y4', 'max-image-preview:large, noindex'),
        '/y5': tag('/y5', 'otherbot: nofollow', 'noindex'),
        '/n1': tag('/n1', 'otherbot: noindex, nofollow'),
        '/n2': tag('/n2', 'googlebot-news: noindex'),
        '/n3': tag('/n3', 'unavailable_after: Fri, 25-Jun-2100 15:00:00 GMT'),
        '/n4': tag('/n4', 'index, follow, max-snippet:-1'),
      });
    },
    checks: (r) => [
      ...['/y1', '/y2', '/y3', '/y4', '/y5'].map((path) => some(r, 'index.noindex', path)),
      ...['/n1', '/n2', '/n3', '/n4'].map((path) => none(r, 'index.noindex', path)),
    ],
  },
  {
    id: 706,
    name: 'meta robots without commas, in odd writing, "robot" in the singular, property for name',
    severity: 'medium',
    kind: 'directives',
    source: [
      'valentin.app/robotsmeta.html (13 spellings that Google obeys or not, tested against crawlers)',
      'GoogleChrome/lighthouse#3182',
    ],
    situation:
      'content="noindex nofollow"; content="NOINDEX,FOLLOW"; name="robot"; content="noindex;nofollow".',
    right: 'Google obeys name="robot" and capitals; for blanks the tools differ.',
    changed: 'Robots directives come from `meta` named `robots` or `googlebot`.',
    site: ({ url }) => {
      const meta = (path: string, tag: string) =>
        page({ url: url + path, name: `Meta ${path.slice(1)}`, links: ['/'], head: tag });
      return site(url, ['/y1', '/y2', '/y3', '/u1', '/u2'], {
        '/y1': meta('/y1', '<META NAME="ROBOTS" CONTENT="NOINDEX,FOLLOW">'),
        '/y2': meta('/y2', '<meta content=" none " name=" robots ">'),
        '/y3': meta('/y3', '<meta name="robots" content="follow"><meta name="robots" content="noindex">'),
        '/u1': meta('/u1', '<meta name="robot" content="noindex">'),
        '/u2': meta('/u2', '<meta name="robots" content="noindex nofollow">'),
      });
    },
    checks: (r) => [
      ...['/y1', '/y2', '/y3', '/u2'].map((path) => some(r, 'index.noindex', path)),
      none(r, 'index.noindex', '/u1'),
    ],
  },
  {
    id: 707,
    name: 'Same title on a noindex page and an indexable one; on pages of a list',
    severity: 'low',
    kind: 'duplicates',
    source: ['facebook/docusaurus#9657', 'Yoast/developer#254', 'nopSolutions/nopCommerce#727'],
    situation: 'Search page (noindex) and a product share a title.',
    right:
      'A page that is not to be indexed cannot compete: Screaming Frog compares indexable pages alone. The catalogue says "self-canonical, 200".',
    site: ({ url }) =>
      site(url, ['/p', '/q'], {
        '/p': page({ url: `${url}/p`, name: 'Product', ...both, links: ['/'] }),
        '/q': page({
          url: `${url}/q`,
          name: 'Search',
          ...both,
          links: ['/'],
          head: '<meta name="robots" content="noindex">',
        }),
      }),
    checks: (r) => [none(r, 'title.duplicate'), none(r, 'desc.duplicate')],
  },
  {
    id: 708,
    name: 'Canonical to a page that redirects to one that is gone; canonical to 404',
    severity: 'medium',
    kind: 'canonicals',
    source: ['reactioncommerce/example-storefront#730', 'Yoast/wordpress-seo#2094'],
    situation: '/c1 canonical → 404; /c2 canonical → 301 → 404.',
    right: 'canonical.to-error for the first; the second is canonical.to-redirect (not yet).',
    site: ({ url }) =>
      site(url, ['/c1', '/c2'], {
        '/c1': page({ url: `${url}/c1`, name: 'One', canonical: `${url}/gone`, links: ['/'] }),
        '/c2': page({ url: `${url}/c2`, name: 'Two', canonical: `${url}/moved`, links: ['/'] }),
        '/moved': redirect('/gone'),
      }),
    checks: (r) => [some(r, 'canonical.to-error', '/c1', 1), none(r, 'link.broken-internal')],
  },
  {
    id: 709,
    name: 'The same page twice under the same address: no duplicate of itself',
    severity: 'medium',
    kind: 'duplicates',
    source: ['StJudeWasHere/seonaut#1', 'apify/crawlee-python#2008', 'every-app/open-seo#61'],
    situation: 'Linked with fragments, default port, dots, and by a redirect.',
    right: 'One page.',
    site: ({ url }) =>
      site(url, ['/one', '/one#a', '/x/../one', '/to-one'], { '/to-one': redirect('/one#top') }),
    checks: (r) => [
      none(r, 'title.duplicate'),
      none(r, 'content.duplicate-exact'),
      ['/one is asked for once', r.hits('/one') === 1, r.hits('/one')],
    ],
  },
  {
    id: 710,
    name: 'Page without text, error page with 200, refusal to show without script',
    severity: 'low',
    kind: 'duplicates',
    source: ['PhialsBasement/LibreCrawl#45', 'breatheco-de#4020'],
    situation: 'Two application shells with no text at all.',
    right: 'No content.duplicate-exact between pages without text.',
    site: ({ url }) =>
      site(
        url,
        ['/s1', '/s2'],
        Object.fromEntries(
          ['/s1', '/s2'].map((path) => [
            path,
            `<!doctype html><html lang="en"><head><title>Shell ${path.slice(1)}: one page of the garden tools shop</title><link rel="canonical" href="${url}${path}"></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script>/* ${prose('x', 50)} */</script></body></html>`,
          ]),
        ),
      ),
    checks: (r) => [none(r, 'content.duplicate-exact')],
  },
  {
    id: 711,
    name: 'Canonical with hreflang or media attribute beside the real one',
    severity: 'low',
    kind: 'canonicals',
    source: [
      'mozilla/bedrock#5480',
      'developers.google.com consolidate-duplicate-urls (attributes hreflang, lang, media, type)',
    ],
    situation:
      '<link rel="alternate canonical" hreflang="fr" href="/fr"> and <link rel="canonical" media="print" href="/print"> beside a self-canonical.',
    right: 'Google does not use annotations with these attributes: one canonical, to itself.',
    site: ({ url }) =>
      site(url, ['/h'], {
        '/h': page({
          url: `${url}/h`,
          name: 'Attributes',
          links: ['/'],
          head: '<link rel="alternate canonical" hreflang="fr" href="/fr"><link rel="canonical" media="print" href="/print">',
        }),
        '/fr': page({ url: `${url}/fr`, name: 'French', links: ['/'] }),
        '/print': page({ url: `${url}/print`, name: 'Print', links: ['/'] }),
      }),
    checks: (r) => [none(r, 'canonical.multiple', '/h'), indexable(r, '/h', true)],
  },
];
