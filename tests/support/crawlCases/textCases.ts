import { none, quietPage, some } from './caseChecks.ts';
import { hanText, page, site } from './casePages.ts';
import type { CrawlCase } from './crawlCase.ts';

/** Languages, main text and Chinese. */
export const textCases: readonly CrawlCase[] = [
  {
    id: 511,
    name: 'lang="zh-CHT", "zh-CHS", "en-USA", "zh-TWN": none is a language tag',
    severity: 'medium',
    kind: 'language tags',
    source: [
      'HTTPArchive/almanac.httparchive.org#1516 (zh-CHT, refused by the Nu validator)',
      'TEIC/TEI#927 (eng, fre)',
      'hexojs/hexo#5186',
    ],
    situation: 'Sites made with .NET say zh-CHT; others write countries with three letters.',
    right:
      'RFC 5646 2.2.2: extlang must be registered with this prefix; html.invalid-lang. zh-cmn-Hans, zh-Hant-HK, yue, zh-yue are fine.',
    site: ({ url }) => {
      const bad = {
        '/b1': 'zh-CHT',
        '/b2': 'zh-CHS',
        '/b3': 'en-USA',
        '/b4': 'zh-TWN',
        '/b5': 'zh_TW',
        '/b6': 'jp',
        '/b7': 'cn',
      };
      const good = {
        '/g1': 'zh-cmn-Hans',
        '/g2': 'zh-Hant-HK',
        '/g3': 'yue',
        '/g4': 'zh-yue-Hant-HK',
        '/g5': 'es-419',
        '/g6': 'zh-tw',
        '/g7': 'sr-Latn-RS',
        '/g8': 'nan-Hant-TW',
        '/g9': 'de-CH-1996',
      };
      return site(
        url,
        [...Object.keys(bad), ...Object.keys(good)],
        Object.fromEntries(
          Object.entries({ ...bad, ...good }).map(([path, lang]) => [
            path,
            page({ url: url + path, name: `Tongue ${path.slice(1)}`, lang, links: ['/'] }),
          ]),
        ),
      );
    },
    checks: (r) => [
      ...['/b1', '/b2', '/b3', '/b4', '/b5', '/b6', '/b7'].map((path) => some(r, 'html.invalid-lang', path)),
      ...['/g1', '/g2', '/g3', '/g4', '/g5', '/g6', '/g7', '/g8', '/g9'].map((path) =>
        none(r, 'html.invalid-lang', path),
      ),
    ],
  },
  {
    id: 513,
    name: 'Teaser cards are <article>, the text is not',
    severity: 'high',
    kind: 'what counts as main text',
    source: ['PhialsBasement/LibreCrawl#103 (main, else body)', 'checks.md definition "else of article"'],
    situation: 'No <main>. 400 words in <div class="content">, below three <article> cards "related".',
    right:
      'The page has 400 words. content.thin with "21 words" is wrong, and content.duplicate-exact on the cards alone as well.',
    site: ({ url }) => {
      const cards =
        '<section>' +
        ['Spades', 'Rakes', 'Hoses']
          .map((name) => `<article><h3>${name} for you</h3><p>See our offers of this week.</p></article>`)
          .join('') +
        '</section>';
      const one = (path: string, name: string) =>
        page({ url: url + path, name, links: ['/'], words: 400 })
          .replace('<main>', '<div class="content">')
          .replace('</main>', `</div>${cards}`);
      return site(url, ['/t1', '/t2'], {
        '/t1': one('/t1', 'Teasers one'),
        '/t2': one('/t2', 'Teasers two'),
      });
    },
    checks: (r) => [
      none(r, 'content.thin', '/t1'),
      none(r, 'content.duplicate-exact', '/t1'),
      ['/t1 has over 350 words', (r.row('/t1')?.words ?? 0) > 350, r.row('/t1')?.words],
    ],
  },
  {
    id: 517,
    name: 'Ten lazy images without alt and one placeholder',
    severity: 'medium',
    kind: 'lazy images',
    source: [
      'aFarkas/lazysizes#992 #745',
      'jssor/slider#259',
      'whatwg/html#4649',
      'verlok/vanilla-lazyload#445',
      'cirry/astro-yi#4',
    ],
    situation: 'src is the same data: GIF (or missing) for all; data-src differs. No alt on any of ten.',
    right:
      'Ten images lack an alt: ten findings, each naming its picture (data-src, srcset), or at least a count of ten where people look.',
    site: ({ url }) =>
      site(url, ['/d', '/m'], {
        '/d': page({
          url: `${url}/d`,
          name: 'Data lazy',
          links: ['/'],
          body: Array.from(
            { length: 10 },
            (_, i) =>
              `<img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="/pic-${i}.jpg">`,
          ).join(''),
        }),
        '/m': page({
          url: `${url}/m`,
          name: 'Missing src',
          links: ['/'],
          body: Array.from(
            { length: 10 },
            (_, i) => `<img class="lazy" data-src="/pic-${i}.jpg" data-srcset="/pic-${i}-2x.jpg 2x">`,
          ).join(''),
        }),
      }),
    checks: (r) => [some(r, 'img.no-alt', '/d', 10), some(r, 'img.no-alt', '/m', 10)],
  },
  {
    id: 521,
    name: 'Chinese: full-width punctuation, mixed titles, words without blanks',
    severity: 'medium',
    kind: 'CJK counting',
    source: [
      'checks.md "CJK"',
      'mars-tw/open-seo-advisor-skill (zh-TW)',
      'SEOnaut counts bytes (COMPASS.md)',
    ],
    situation: 'zh-TW page of 420 characters; title of 22 full-width characters; description of 75.',
    right: 'Nothing found.',
    site: ({ url }) =>
      site(url, ['/zh'], {
        '/zh': page({
          url: `${url}/zh`,
          name: 'zh',
          lang: 'zh-TW',
          title: '「花圃」與菜園的整理方法：春夏秋冬的工具全集',
          description:
            '這裡說明花圃與菜園在春夏秋冬各要用哪些工具，怎麼挑選、怎麼保養、怎麼收納，也列出每一季要做的工作，讓新手照著做就好。',
          h1: '花圃與菜園的整理方法',
          links: [['/', '回到首頁']],
          words: 0,
          body: `<p>${hanText('zh', 420)}</p>`,
        }),
      }),
    checks: (r) => [quietPage(r, '/zh')],
  },
  {
    id: 523,
    name: 'Country list of 240 options on a page of 60 words',
    severity: 'low',
    kind: 'what counts as main text',
    source: ['PhialsBasement/LibreCrawl#103', 'Yoast/wordpress-seo#6098'],
    situation: 'Contact page with a select.',
    right: "Options are no prose; though Chromium's innerText has them. A definition to settle.",
    changed: '`content.thin`: no video, iframe, form.',
    site: ({ url }) =>
      site(url, ['/opt'], {
        '/opt': page({
          url: `${url}/opt`,
          name: 'Options',
          links: ['/'],
          words: 60,
          body: `<form><select name="c">${Array.from({ length: 240 }, (_, i) => `<option>Country${i}</option>`).join('')}</select></form>`,
        }),
      }),
    checks: (r) => [
      none(r, 'content.thin', '/opt'),
      ['options are no words', (r.row('/opt')?.words ?? 999) < 100, r.row('/opt')?.words],
    ],
  },
];
