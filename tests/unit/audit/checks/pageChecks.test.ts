import { describe, expect, it } from 'vitest';
import { createJudge } from '../../../../audit/src/checks/createJudge.ts';
import type { PageRole } from '../../../../audit/src/checks/defineCheck.ts';
import type { PageFacts } from '../../../../audit/src/page/pageFacts.ts';
import type { PageVisit } from '../../../../audit/src/page/pageVisit.ts';
import { countWords } from '../../../../audit/src/text/countWords.ts';
import { imageOf, linkOf, pageUrl, visitOf } from '../../../support/checks/pageVisits.ts';

const ordinary: PageRole = { indexable: true, isStart: false };
const judgePage = createJudge();
const judge = (visit: PageVisit, role: Partial<PageRole> = {}) => judgePage(visit, { ...ordinary, ...role });
const checksOf = (facts: Partial<PageFacts> | null, visit?: Partial<PageVisit>): string[] =>
  judge(visitOf(facts, visit)).map((finding) => finding.check);

it('finds nothing on a page without problems', () => {
  expect(judge(visitOf())).toEqual([]);
});

const h1 = (...texts: string[]) => texts.map((text, i) => ({ text, selector: `h1:nth-of-type(${i + 1})` }));
const canonical = (href: string, from: 'head' | 'header' = 'head') => ({
  href,
  url: URL.canParse(href, pageUrl) ? new URL(href, pageUrl).href : null,
  from,
});

// No text has exactly 580 px in Arial. The tests use the widest text below it, and one letter more.
// m is 1706 units, 16.66 px; 34 m are 566.45 px, i is 4.44 px: 566.45 + 3 · 4.44 = 579.77, + 4 · 4.44 = 584.22.
const latin580 = `${'m'.repeat(34)}iii`;

describe.each<[string, string, Partial<PageFacts>, boolean]>([
  ['title.missing', 'no title', { titles: [] }, true],
  ['title.missing', 'empty title', { titles: ['', ' '] }, true],
  [
    'title.missing',
    'an empty one before a full one',
    { titles: ['', 'High mountain oolong from Alishan'] },
    false,
  ],
  ['title.too-long', 'Latin under 580 px', { titles: [latin580] }, false],
  ['title.too-long', 'Latin over 580 px', { titles: [`${latin580}i`] }, true],
  ['title.too-long', 'CJK at 572 px', { titles: ['茶'.repeat(26)] }, false],
  ['title.too-long', 'CJK at 594 px', { titles: ['茶'.repeat(27)] }, true],
  ['title.too-short', 'Latin with 14', { titles: ['x'.repeat(14)] }, true],
  ['title.too-short', 'Latin with 15', { titles: ['x'.repeat(15)] }, false],
  ['title.too-short', 'CJK with 5', { titles: ['茶'.repeat(5)] }, true],
  ['title.too-short', 'CJK with 5.5', { titles: [`${'茶'.repeat(5)}a`] }, true],
  ['title.too-short', 'CJK with 6', { titles: ['茶'.repeat(6)] }, false],
  ['title.too-short', 'no title at all', { titles: [''] }, false],
  ['desc.missing', 'no description', { descriptions: [] }, true],
  ['desc.missing', 'empty description', { descriptions: [''] }, true],
  ['desc.missing', 'a description', { descriptions: ['x'] }, false],
  ['desc.too-long', 'Latin with 159', { descriptions: ['x'.repeat(159)] }, false],
  ['desc.too-long', 'Latin with 160', { descriptions: ['x'.repeat(160)] }, false],
  ['desc.too-long', 'Latin with 161', { descriptions: ['x'.repeat(161)] }, true],
  ['desc.too-long', 'CJK with 79', { descriptions: ['茶'.repeat(79)] }, false],
  ['desc.too-long', 'CJK with 80', { descriptions: ['茶'.repeat(80)] }, false],
  ['desc.too-long', 'CJK with 80.5', { descriptions: [`${'茶'.repeat(80)}a`] }, true],
  ['desc.too-long', 'CJK with 81', { descriptions: ['茶'.repeat(81)] }, true],
  ['h1.missing', 'no H1', { h1s: [] }, true],
  ['h1.missing', 'empty H1', { h1s: h1('') }, true],
  ['h1.missing', 'an H1', { h1s: h1('Tea') }, false],
  ['h1.multiple', 'one H1', { h1s: h1('Tea') }, false],
  ['h1.multiple', 'one with text and an empty one', { h1s: h1('Tea', '') }, false],
  ['h1.multiple', 'two H1', { h1s: h1('Tea', 'Tea') }, true],
  ['content.thin', '9.9 words: the page is empty', { words: 9.9 }, false],
  ['content.thin', '10 words', { words: 10 }, true],
  ['content.thin', '99.4 words', { words: 99.375 }, true],
  ['content.thin', '100 words', { words: 100 }, false],
  ['content.thin', 'two images', { words: 50, mainImages: 2 }, true],
  ['content.thin', 'three images', { words: 50, mainImages: 3 }, false],
  ['content.thin', 'a video', { words: 50, mainMedia: 1 }, false],
  [
    'canonical.multiple',
    'one tag and one header',
    { canonicals: [canonical(pageUrl), canonical(pageUrl, 'header')] },
    false,
  ],
  ['canonical.multiple', 'two equal tags', { canonicals: [canonical(pageUrl), canonical(pageUrl)] }, false],
  ['canonical.multiple', 'two that differ', { canonicals: [canonical(pageUrl), canonical('/other')] }, true],
  [
    'canonical.multiple',
    'one that is no address',
    { canonicals: [canonical(pageUrl), canonical('')] },
    false,
  ],
  ['html.missing-lang', 'no lang', { lang: null }, true],
  ['html.missing-lang', 'empty lang', { lang: ' ' }, true],
  ['html.missing-lang', 'an invalid one', { lang: 'zh_TW' }, false],
  ['html.invalid-lang', 'zh_TW', { lang: 'zh_TW' }, true],
  ['html.invalid-lang', 'zh-TW', { lang: 'zh-TW' }, false],
  ['html.invalid-lang', 'no lang', { lang: null }, false],
  ['index.noindex', 'noindex', { robots: [{ directive: 'noindex', from: 'meta' }] }, true],
  ['index.noindex', 'none in the header', { robots: [{ directive: 'none', from: 'header' }] }, true],
  ['index.noindex', 'nofollow', { robots: [{ directive: 'nofollow', from: 'meta' }] }, false],
  ['img.no-alt', 'no alt', { images: [imageOf(null)] }, true],
  ['img.no-alt', 'empty alt', { images: [imageOf('')] }, false],
  ['link.non-descriptive', 'click here', { links: [linkOf('Click here')] }, true],
  ['link.non-descriptive', 'code', { links: [{ ...linkOf('continue'), isCode: true }] }, false],
  [
    'link.non-descriptive',
    'a label that says more',
    { links: [{ ...linkOf('more'), label: 'More teas' }] },
    false,
  ],
  ['link.non-descriptive', 'a label as vague', { links: [{ ...linkOf('more'), label: 'Read more' }] }, true],
  ['link.non-descriptive', 'a part of this page', { links: [linkOf('more', '#all')] }, false],
  [
    'link.non-descriptive',
    'a script',
    { links: [{ ...linkOf('more', 'javascript:void(0)'), url: null }] },
    false,
  ],
  ['link.non-descriptive', 'other words', { links: [linkOf('Read our brewing guide')] }, false],
])('%s', (id, name, facts, found) => {
  it(`${found ? 'finds' : 'lets pass'}: ${name}`, () => {
    expect(checksOf(facts).includes(id)).toBe(found);
  });
});

it('looks at the first 20,000 characters of a text of few words only', () => {
  const mainText = `Oolong ${'.'.repeat(20_000)} ${'茶'.repeat(30)}`;
  const finding = judge(visitOf({ mainText, words: 21 })).find(({ check }) => check === 'content.thin');
  expect(finding?.evidence).toMatchObject({ value: 21, unit: 'words' });
});

describe('answers', () => {
  const answer = (status: number, more: Partial<PageVisit> = {}) => checksOf(null, { status, ...more });

  it.each([
    [399, []],
    [400, ['http.client-error']],
    [404, ['http.client-error']],
    [499, ['http.client-error']],
    [500, []],
    [301, []],
    [200, []],
  ])('%d', (status, checks) => {
    expect(answer(status, { attempts: 3 })).toEqual(checks);
  });

  it.each([403, 429, 503])('has no finding for a page blocked by the site with %d', (status) => {
    expect(answer(status, { refused: true, attempts: 3 })).toEqual([]);
  });

  it('has no finding without an answer', () => {
    expect(checksOf(null, { status: null, failure: 'timeout' })).toEqual([]);
  });

  it('does not judge the document of an error page', () => {
    expect(checksOf({ titles: [] }, { status: 404 })).toEqual(['http.client-error']);
  });
});

describe('findings', () => {
  it('show every source of a noindex', () => {
    const robots = [
      { directive: 'noindex', from: 'meta' as const },
      { directive: 'none', from: 'header' as const, agent: 'googlebot' as const },
    ];
    const [found] = judge(visitOf({ robots }, { inSitemap: true }));
    expect(found?.severity).toBe('info');
    expect(found?.evidence.snippet).toBe(
      '<meta name="robots" content="noindex"> · X-Robots-Tag: googlebot: none',
    );
  });

  it('are one per check, target and text, also when it is repeated on the page', () => {
    const links = [linkOf('more', '/a'), linkOf('here', '/a'), linkOf('more', '/a'), linkOf('more', '/b')];
    expect(judge(visitOf({ links })).map(({ locator, evidence }) => [locator, evidence.times])).toEqual([
      ['https://tea.example/a more', 2],
      ['https://tea.example/a here', undefined],
      ['https://tea.example/b more', undefined],
    ]);
  });

  it('about search results are absent on a page that they do not show', () => {
    const nothing = { titles: [], descriptions: [], h1s: [], words: 50 };
    expect(judge(visitOf(nothing)).map(({ check }) => check)).toEqual([
      'title.missing',
      'desc.missing',
      'h1.missing',
      'content.thin',
    ]);
    expect(judge(visitOf(nothing), { indexable: false })).toEqual([]);
  });

  it('about short texts are absent on the home page', () => {
    const home = { url: 'https://tea.example/' };
    expect(judge(visitOf({ titles: ['Tea'], words: 50 }, home))).toEqual([]);
    expect(judge(visitOf({ titles: ['Tea'], words: 50 }))).toHaveLength(2);
  });

  it('weigh a missing description more on the start page', () => {
    const severities = (isStart: boolean) =>
      judge(visitOf({ descriptions: [] }), { isStart }).map(({ severity }) => severity);
    expect([severities(true), severities(false)]).toEqual([['medium'], ['low']]);
  });

  it('weigh a missing alt more where the image matters', () => {
    const images = [imageOf(null), { ...imageOf(null, '/line.png'), matters: false }];
    expect(judge(visitOf({ images })).map(({ severity }) => severity)).toEqual(['medium', 'low']);
  });

  it('name the page when they are about the whole page', () => {
    expect(judge(visitOf({ titles: [] }))[0]).toMatchObject({
      url: pageUrl,
      locator: pageUrl,
      severity: 'high',
    });
  });

  it('count little text in words, and in characters where the page is mostly Chinese or Japanese', () => {
    const evidenceOf = (mainText: string) =>
      judge(visitOf({ mainText, words: countWords(mainText) }))[0]?.evidence;

    expect(evidenceOf('tea '.repeat(87).trim())).toEqual({ value: 87, limit: 100, unit: 'words' });
    expect(evidenceOf('茶'.repeat(150))).toEqual({ value: 150, limit: 160, unit: 'chars' });
    expect(evidenceOf(`${'茶'.repeat(150)} green tea`)).toEqual({ value: 152, limit: 160, unit: 'chars' });
    expect(evidenceOf('茶'.repeat(160))).toBeUndefined();
  });

  it('have the measured value and the limit', () => {
    expect(judge(visitOf({ titles: ['茶'.repeat(27)] }))[0]?.evidence).toEqual({
      snippet: '茶'.repeat(27),
      value: 594,
      limit: 580,
      unit: 'px',
    });
  });

  it('are absent when a check is switched off', () => {
    expect(createJudge({ disabled: new Set(['title.missing']) })(visitOf({ titles: [] }), ordinary)).toEqual(
      [],
    );
  });
});
