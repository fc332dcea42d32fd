import { asked, read } from './caseChecks.ts';
import { page, redirect, robots, site } from './casePages.ts';
import type { CrawlCase } from './crawlCase.ts';

/** robots.txt: size, grouping, encoding, precedence. */
export const robotsCases: readonly CrawlCase[] = [
  {
    id: 101,
    name: 'robots.txt over 500 KiB: the rules at its beginning hold',
    source: [
      'developers.google.com robots_txt "file size"',
      'xroche/httrack#1286',
      't1gor/Robots.txt-Parser-Class#75',
      'yujiosaka/headless-chrome-crawler#198',
    ],
    situation: 'Shop with a generated robots.txt of 600 KB; the important Disallow lines come first.',
    right: 'RFC 9309 2.5: at least 500 KiB are parsed; Google ignores only what comes after.',
    severity: 'high',
    kind: 'a limit reached throws away what was already there',
    site: ({ url }) =>
      site(url, ['/open', '/secret/a', '/cart/1'], {
        '/robots.txt': robots(
          `User-agent: *\nDisallow: /secret/\nDisallow: /cart/\n${'# one more line of the generator, of no use to anybody\n'.repeat(11_500)}`,
        ),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/secret/a'), asked(r, '/cart/1')],
  },
  {
    id: 102,
    name: 'Crawl-delay does not end a group of user-agents',
    source: [
      'crawler-commons/crawler-commons#430',
      'otwcode/otwarchive#4411',
      'ropensci/robotstxt#48',
      'google/robotstxt',
      'against: meziantou/Meziantou.Framework#2621',
    ],
    situation: "A group of * that has only a Crawl-delay, followed by another robot's group with Disallow.",
    right:
      'RFC 9309 2.2.1/2.2.4: a group ends at a user-agent line after a rule; other records must not interfere. Google: both agents get the rule.',
    severity: 'low',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open', '/private/a'], {
        '/robots.txt': robots(
          'User-agent: *\nCrawl-delay: 0.01\n\nUser-agent: OtherBot\nDisallow: /private/\n',
        ),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/private/a')],
  },
  {
    id: 103,
    name: 'Sitemap line between user-agents keeps the group together',
    source: ['developers.google.com robots_txt "grouping of lines"', 'otwcode/otwarchive#4411'],
    situation: 'user-agent: a, sitemap line, blank line, user-agent: *, disallow.',
    right: 'Google documents this very snippet: one group.',
    severity: 'low',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open', '/private/a'], {
        '/robots.txt': robots(
          `User-agent: *\nSitemap: ${url}/none.xml\n\nUser-agent: OtherBot\nDisallow: /private/\n`,
        ),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/private/a')],
  },
  {
    id: 104,
    name: 'BOM at the start, CR line ends, comment after a rule, upper-case names',
    source: [
      'developers.google.com robots_txt (BOM is ignored)',
      'GateNLP/ultimate-sitemap-parser#10',
      'GoogleChrome/lighthouse robots-txt audit',
    ],
    situation: 'robots.txt saved by a Windows editor.',
    right: 'RFC 9309: EOL may be CR; Google ignores a BOM.',
    severity: 'medium',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open', '/private/a'], {
        '/robots.txt': robots('\uFEFFUSER-AGENT: *\rDISALLOW:/private/ # not this\r'),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/private/a')],
  },
  {
    id: 105,
    name: 'Precedence: longest rule, Allow when equal, * and $',
    source: ['developers.google.com robots_txt "order of precedence"', 'internetarchive/heritrix3#656'],
    situation: "The table of examples of Google's documentation, in one file.",
    right: 'RFC 9309 2.2.2 and 2.2.3.',
    severity: 'medium',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(
        url,
        [
          '/folder/page',
          '/folder/page2',
          '/x.htm',
          '/x.htm?a=1',
          '/fish.php',
          '/fish.php?id=1',
          '/page',
          '/q?sort=1',
        ],
        {
          '/robots.txt': robots(
            'User-agent: *\nDisallow: /folder\nAllow: /folder/page\nDisallow: /folder/page2$\nAllow: /page\nDisallow: /*.htm\nDisallow: /*.php$\nDisallow: /*?sort=\n',
          ),
        },
      ),
    checks: (r) => [
      read(r, '/folder/page'),
      asked(r, '/folder/page2'),
      asked(r, '/x.htm'),
      asked(r, '/x.htm?a=1'),
      asked(r, '/fish.php'),
      read(r, '/fish.php?id=1'),
      read(r, '/page'),
      asked(r, '/q?sort=1'),
    ],
  },
  {
    id: 106,
    name: 'Rules written in Chinese, percent-encoded in small letters, and in Latin-1 bytes',
    source: ['mwmbl/crawler-script#1', 'PuerkitoBio/gocrawl#29', 'RFC 9309 2.2.2 example table'],
    situation: 'Rules for 中文 paths in three spellings; a broken byte elsewhere in the file.',
    right: 'RFC 9309 2.2.2: octets compared percent-encoded; one bad line spoils no other.',
    changed: 'Non-ASCII bytes in rules are percent-encoded, hex made upper case, nothing decoded.',
    severity: 'medium',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open', '/%E7%A7%98%E5%AF%86/a', '/%e7%a7%81%e4%ba%ba/b', '/~me/x'], {
        '/robots.txt': robots(
          Buffer.concat([
            Buffer.from(
              'User-agent: *\nDisallow: /秘密/\nDisallow: /%e7%a7%81%E4%BA%BA/\nDisallow: /%7Eme/\n# caf',
            ),
            Buffer.from([0xe9, 0x0a]),
            Buffer.from('Disallow: /z/\n'),
          ]),
        ),
      }),
    checks: (r) => [
      read(r, '/open'),
      asked(r, '/%E7%A7%98%E5%AF%86/a'),
      asked(r, '/%e7%a7%81%e4%ba%ba/b'),
      read(r, '/~me/x'),
    ],
  },
  {
    id: 107,
    name: 'robots.txt that is a page of HTML with status 200',
    source: [
      'developers.google.com robots_txt (HTML is ignored as far as it is no rule)',
      'GoogleChrome/lighthouse robots-txt audit',
    ],
    situation: 'Single page application answers every address with its shell.',
    right: 'Lines that are no rules are ignored: everything may be read.',
    severity: 'medium',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open'], {
        '/robots.txt': page({
          url: `${url}/robots.txt`,
          name: 'Shell',
          body: '<p>User-agent names are not disallowed: / here</p>',
        }),
      }),
    checks: (r) => [read(r, '/open')],
  },
  {
    id: 108,
    name: 'robots.txt behind five redirects, the last Location in raw UTF-8',
    source: ['RFC 9309 2.3.1.2', 'scrapy/scrapy#2321', 'rivermont/spidy#70'],
    situation: '/robots.txt → … → /機器人.txt; the Location is not percent-encoded.',
    right: 'At least five redirects are followed; browsers and curl take raw UTF-8 in Location.',
    severity: 'medium',
    kind: 'Location is read in three places, differently',
    site: ({ url }) =>
      site(url, ['/open', '/private/a'], {
        '/robots.txt': redirect('/r1'),
        '/r1': redirect('/r2', 302),
        '/r2': redirect('/r3', 307),
        '/r3': redirect('/r4', 308),
        '/r4': { status: 301, headers: [['Location', Buffer.from('/機器人.txt')]], body: '' },
        '/%E6%A9%9F%E5%99%A8%E4%BA%BA.txt': robots('User-agent: *\nDisallow: /private/\n'),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/private/a')],
  },
  {
    id: 109,
    name: 'Misspelt rules that Google takes ("Disalow:", no colon)',
    source: ['google/robotstxt robots.cc (kAllowFrequentTypos)'],
    situation: 'Disalow: /private/ and "Disallow /old/" without a colon.',
    right: "Google's parser obeys both; RFC 9309 knows neither.",
    severity: 'low',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open', '/private/a', '/old/a'], {
        '/robots.txt': robots('User-agent: *\nDisalow: /private/\nDisallow /old/\n'),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/private/a'), asked(r, '/old/a')],
  },
  {
    id: 110,
    name: 'Two groups of * and one of our own: own alone counts, groups of one name are joined',
    source: ['xroche/httrack#1702', 'andreburgaud/robotspy#212', 'yasserg/crawler4j#131'],
    situation: 'Rules for SEOLive in two places, for SEOLiveX, and for *.',
    right: 'RFC 9309 2.2.1.',
    severity: 'medium',
    kind: 'robots.txt grammar',
    site: ({ url }) =>
      site(url, ['/open', '/a/1', '/b/1', '/c/1', '/d/1'], {
        '/robots.txt': robots(
          'User-agent: *\nDisallow: /c/\n\nUser-agent: seolive/9.9\nDisallow: /a/\n\nUser-agent: SEOLiveX\nDisallow: /d/\n\nUser-agent: SEOLive\nDisallow: /b/\n',
        ),
      }),
    checks: (r) => [read(r, '/open'), asked(r, '/a/1'), asked(r, '/b/1'), read(r, '/c/1'), read(r, '/d/1')],
  },
  {
    id: 111,
    name: 'robots.txt 429 with a Retry-After date, then fine',
    source: ['shinagawa-web/gomarklint#174', 'RFC 9110 10.2.3'],
    situation: 'A busy server asks for two seconds of patience, by HTTP date.',
    right: 'Wait, ask again, go on.',
    severity: 'medium',
    kind: 'refusals',
    site: ({ url }) => {
      let asked = 0;
      return site(url, ['/open'], {
        '/robots.txt': () =>
          asked++ === 0
            ? { status: 429, headers: [['Retry-After', new Date(Date.now() + 2500).toUTCString()]], body: '' }
            : robots('User-agent: *\nDisallow: /private/\n'),
      });
    },
    checks: (r) => [
      read(r, '/open'),
      ['robots.txt is asked for again', r.hits('/robots.txt') === 2, r.hits('/robots.txt')],
    ],
  },
];
