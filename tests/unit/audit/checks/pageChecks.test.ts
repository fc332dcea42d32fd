import { describe, expect, it } from 'vitest';
import { createJudge } from '../../../../audit/src/checks/createJudge.ts';
import type { PageFacts } from '../../../../audit/src/page/pageFacts.ts';
import type { PageVisit } from '../../../../audit/src/page/pageVisit.ts';
import { countWords } from '../../../../audit/src/text/countWords.ts';
import { imageOf, linkOf, pageUrl, visitOf } from '../../../support/checks/pageVisits.ts';

const judge = createJudge();
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

// No text has exactly 561 px in Arial. The tests use the widest text below it, and one letter more.
// m is 1706 units, 16.66 px; 33 m are 549.79 px, i is 4.44 px: 549.79 + 2 · 4.44 = 558.67, + 3 · 4.44 = 563.12.
const latin561 = `${'m'.repeat(33)}ii`;

describe.each<[string, string, Partial<PageFacts>, boolean]>([
  ['title.missing', 'no title', { titles: [] }, true],
  ['title.missing', 'empty title', { titles: ['', ' '] }, true],
  [
    'title.missing',
    'an empty one before a full one',
    { titles: ['', 'High mountain oolong from Alishan'] },
    false,
  ],
  ['title.too-long', 'Latin under 561 px', { titles: [latin561] }, false],
  ['title.too-long', 'Latin over 561 px', { titles: [`${latin561}i`] }, true],
  ['title.too-long', 'CJK at 572 px', { titles: ['茶'.repeat(26)] }, false],
  ['title.too-long', 'CJK at 570.9 px, over the Latin limit', { titles: [`${'茶'.repeat(25)} I`] }, false],
  ['title.too-long', 'CJK at 594 px', { titles: ['茶'.repeat(27)] }, true],
  ['title.too-short', 'Latin with 29', { titles: ['x'.repeat(29)] }, true],
  ['title.too-short', 'Latin with 30', { titles: ['x'.repeat(30)] }, false],
  ['title.too-short', 'Latin with 31', { titles: ['x'.repeat(31)] }, false],
  ['title.too-short', 'CJK with 9', { titles: ['茶'.repeat(9)] }, true],
  ['title.too-short', 'CJK with 9.5', { titles: [`${'茶'.repeat(9)}a`] }, true],
  ['title.too-short', 'CJK with 10', { titles: ['茶'.repeat(10)] }, false],
  ['title.too-short', 'CJK with 11', { titles: ['茶'.repeat(11)] }, false],
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
  ['content.thin', '199.4 words', { words: 199.375 }, true],
  ['content.thin', '200 words', { words: 200 }, false],
  ['content.thin', '201 words', { words: 201 }, false],
  ['canonical.missing', 'none', { canonicals: [] }, true],
  ['canonical.missing', 'an empty one', { canonicals: [canonical('')] }, true],
  ['canonical.missing', 'one that search engines ignore', { canonicals: [], ignoredCanonicals: 1 }, false],
  ['canonical.missing', 'only in the header', { canonicals: [canonical(pageUrl, 'header')] }, false],
  [
    'canonical.multiple',
    'one tag and one header',
    { canonicals: [canonical(pageUrl), canonical(pageUrl, 'header')] },
    false,
  ],
  ['canonical.multiple', 'two equal tags', { canonicals: [canonical(pageUrl), canonical(pageUrl)] }, true],
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
    [500, ['http.server-error']],
    [599, ['http.server-error']],
    [301, []],
    [200, []],
  ])('%d', (status, checks) => {
    expect(answer(status, { attempts: 3 })).toEqual(checks);
  });

  it('counts a server error only after two retries', () => {
    expect(answer(500, { attempts: 2 })).toEqual([]);
    expect(answer(500, { attempts: 3 })).toEqual(['http.server-error']);
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
  it('make noindex worse when a sitemap asks for the page', () => {
    const robots = [{ directive: 'noindex', from: 'meta' as const }];
    expect(judge(visitOf({ robots }))[0]?.severity).toBe('info');
    expect(judge(visitOf({ robots }, { inSitemap: true }))[0]?.severity).toBe('high');
  });

  it('are one per check and target, also when it is repeated on the page', () => {
    const found = judge(
      visitOf({ links: [linkOf('more', '/a'), linkOf('here', '/a'), linkOf('more', '/b')] }),
    );
    expect(found.map(({ locator, evidence }) => [locator, evidence.anchor, evidence.times])).toEqual([
      ['https://tea.example/a', 'more', 2],
      ['https://tea.example/b', 'more', undefined],
    ]);
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

    expect(evidenceOf('tea '.repeat(187).trim())).toEqual({ value: 187, limit: 200, unit: 'words' });
    expect(evidenceOf('茶'.repeat(300))).toEqual({ value: 300, limit: 320, unit: 'chars' });
    expect(evidenceOf(`${'茶'.repeat(300)} green tea`)).toEqual({ value: 302, limit: 320, unit: 'chars' });
    expect(evidenceOf('茶'.repeat(320))).toBeUndefined();
  });

  it('have the measured value and the limit', () => {
    expect(judge(visitOf({ titles: ['茶'.repeat(27)] }))[0]?.evidence).toEqual({
      snippet: '茶'.repeat(27),
      value: 594,
      limit: 572,
      unit: 'px',
    });
  });

  it('are absent when a check is switched off', () => {
    expect(createJudge({ disabled: new Set(['title.missing']) })(visitOf({ titles: [] }))).toEqual([]);
  });
});
