import { quiet } from './caseChecks.ts';
import { allowed, page, site } from './casePages.ts';
import type { CaseAnswer, CaseRequest, CrawlCase } from './crawlCase.ts';

/** Refusals, challenges and cookies. */
export const refusalCases: readonly CrawlCase[] = [
  {
    id: 311,
    name: 'Shopify turns the crawler away with 430',
    severity: 'high',
    kind: "refusals that are taken for the site's faults",
    source: [
      'community.shopify.com/t/…/290115 (430 errors in my SEO software)',
      'http.dev/430',
      'blog.linksguardian.io/?p=579',
      'peacockmedia.software FAQ (509, 429, 999)',
    ],
    situation: 'After a few pages the shop answers 430 to the crawler.',
    right: 'A refusal of us: coverage, not broken links (checks.md: "judge fairly").',
    site: ({ url }) =>
      site(
        url,
        ['/a', '/p1', '/p2', '/p3'],
        Object.fromEntries(
          ['/p1', '/p2', '/p3'].map((path) => [
            path,
            { status: 430, reason: 'Shopify Security Rejection', body: '<title>Rejected</title>' },
          ]),
        ),
      ),
    checks: (r) => [
      quiet(r, 'http.client-error', 'link.broken-internal'),
      ['refused: 3', r.report?.pages.refused === 3, r.report?.pages],
    ],
  },
  {
    id: 313,
    name: 'AWS WAF: silent challenge with 202 on the start page',
    severity: 'high',
    kind: "refusals that are taken for the site's faults",
    source: [
      'germondai/trawl#65 #82',
      'docs.aws.amazon.com waf-challenge-how-it-works',
      'microlinkhq/is-antibot#66',
    ],
    situation: '202, empty body, x-amzn-waf-action: challenge.',
    right: 'The scan says that the site turns the scanner away (site_blocks_us), not that the page is none.',
    site: ({ url }) =>
      site(url, ['/a'], { '/': { status: 202, headers: { 'x-amzn-waf-action': 'challenge' }, body: '' } }),
    checks: (r) => [
      [
        'ends as site_blocks_us',
        r.code === 'site_blocks_us',
        `${r.status} ${r.code}: ${r.message.error?.message ?? ''}`,
      ],
    ],
  },
  {
    id: 314,
    name: 'SiteGround: sgcaptcha with 202 and noindex',
    severity: 'high',
    kind: "refusals that are taken for the site's faults",
    source: ['vocationalmedia.com/blog/phantom-noindex-tag-siteground-captcha'],
    situation: 'Inner pages answer 202, sg-captcha: challenge, a meta refresh and noindex.',
    right:
      'Refused: coverage says that these pages were not read, the score does not act as if they did not exist.',
    site: ({ url }) =>
      site(
        url,
        ['/a', '/p1', '/p2', '/p3'],
        Object.fromEntries(
          ['/p1', '/p2', '/p3'].map((path) => [
            path,
            {
              status: 202,
              headers: { 'sg-captcha': 'challenge', 'x-robots-tag': 'noindex' },
              body: '<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F"><meta name="robots" content="noindex"></head></html>',
            },
          ]),
        ),
      ),
    checks: (r) => [
      ['refused: 3', r.report?.pages.refused === 3, r.report?.pages],
      quiet(r, 'http.client-error', 'link.broken-internal'),
    ],
  },
  {
    id: 315,
    name: 'Cloudflare challenge 403 and 503, plain 403, 429 without end',
    severity: 'high',
    kind: 'refusals',
    source: [
      'lycheeverse/lychee#1157',
      'JustinBeckwith/linkinator#627 #718',
      'adobe/spacecat-audit-worker#2360',
      'lars.ingebrigtsen.no/2025/02/21/thanks-cloudflare',
    ],
    situation: 'Four pages, four refusals.',
    right: 'None is a finding.',
    site: ({ url }) =>
      site(url, ['/a', '/b', '/c403', '/c503', '/f403', '/t429'], {
        '/c403': {
          status: 403,
          headers: { 'cf-mitigated': 'challenge' },
          body: '<title>Just a moment...</title>',
        },
        '/c503': {
          status: 503,
          headers: { 'cf-mitigated': 'challenge' },
          body: '<title>Just a moment...</title>',
        },
        '/f403': { status: 403, body: '<title>Forbidden</title>' },
        '/t429': { status: 429, headers: { 'Retry-After': '1' }, body: '' },
      }),
    checks: (r) => [
      quiet(r, 'http.client-error', 'http.server-error', 'link.broken-internal'),
      ['refused: 4', r.report?.pages.refused === 4, r.report?.pages],
    ],
  },
  {
    id: 316,
    name: 'Cookie wall: the start page redirects to itself until it gets its cookie back',
    severity: 'high',
    kind: 'no cookies',
    source: [
      'xroche/httrack#537 #15',
      'nanoc/nanoc#1496',
      'aio-libs/aiohttp#56',
      'simplecrawler/simplecrawler#78',
      'validator/validator#804',
      'EFForg/https-everywhere#1128',
      'peacockmedia.software FAQ "only one link"',
    ],
    situation: '302 to itself with Set-Cookie; with the cookie 200.',
    right:
      'Browsers open it. A scanner keeps the cookie for the scan (Screaming Frog does by default), or at least does not say that "no browser can open it either".',
    site: ({ url }) => {
      const wall =
        (path: string, links: string[]) =>
        (request: CaseRequest): CaseAnswer | string =>
          /seen=1/.test(request.headers.cookie ?? '')
            ? page({ url: url + path, name: `Walled ${path}`, links })
            : {
                status: 302,
                headers: [
                  ['Set-Cookie', 'seen=1; Path=/'],
                  ['Location', url + path],
                ],
                body: '',
              };
      return { '/robots.txt': allowed, '/': wall('/', ['/a']), '/a': wall('/a', ['/']) };
    },
    checks: (r) => [
      [
        'the scan completes',
        r.status === 'completed',
        `${r.status} ${r.code}: ${r.message.error?.message ?? ''}`,
      ],
      [
        'nobody is told that no browser can open it',
        !/no browser/.test(r.message.error?.message ?? ''),
        r.message.error?.message,
      ],
    ],
  },
];
