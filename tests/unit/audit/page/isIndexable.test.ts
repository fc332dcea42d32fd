import { describe, expect, it } from 'vitest';
import {
  canonicalOf,
  isIndexable,
  isSelfCanonical,
  noindexDirectives,
} from '../../../../audit/src/page/isIndexable.ts';
import { readHtml } from '../../../support/checks/readHtml.ts';

const url = 'https://example.org/dir/page';
const visit = (head: string, change = {}) => ({
  url,
  status: 200,
  failure: null,
  refused: false,
  attempts: 1,
  contentType: 'text/html',
  redirectTo: null,
  inSitemap: false,
  depth: 0,
  responseMs: 1,
  bytes: 1,
  facts: readHtml(`<html><head>${head}</head>`),
  ...change,
});

describe('isIndexable', () => {
  it.each([
    ['no directive', '', true],
    ['index', '<meta name=robots content="index,follow">', true],
    ['noindex', '<meta name=robots content="NoIndex">', false],
    ['none', '<meta name=robots content=none>', false],
    ['noindex for Googlebot', '<meta name=googlebot content=noindex>', false],
    ['an instant refresh', '<meta http-equiv=refresh content="0;url=/">', false],
    ['an instant refresh to itself', '<meta http-equiv=refresh content="0;url=page">', true],
    ['a late refresh', '<meta http-equiv=refresh content="5;url=/">', true],
    ['canonical to itself', '<link rel=canonical href="page#x">', true],
    ['canonical to another page', '<link rel=canonical href="/">', false],
    ['invalid canonical', '<link rel=canonical href="http://[">', true],
    [
      'canonicals that contradict each other',
      '<link rel=canonical href="/a"><link rel=canonical href="/b">',
      true,
    ],
  ])('%s', (_name, head, indexable) => {
    expect(isIndexable(visit(head), true)).toBe(indexable);
  });

  it('is false when robots.txt forbids the URL, and without an HTML page', () => {
    expect(isIndexable(visit(''), false)).toBe(false);
    expect(isIndexable(visit('', { facts: null }), true)).toBe(false);
    expect(isIndexable(visit('', { status: 404 }), true)).toBe(false);
  });
});

const factsOf = (head: string) => readHtml(`<html><head>${head}</head>`);
const canonical = (href: string) => `<link rel=canonical href="${href}">`;

it.each([
  ['none', [], null, true],
  ['the page itself', ['/p'], 'https://example.org/p', true],
  ['the page itself, twice', ['/p', '/p'], 'https://example.org/p', true],
  ['another page', ['/other'], 'https://example.org/other', false],
  ['two pages', ['/p', '/other'], null, true],
  ['an invalid URL', ['http://['], null, true],
  ['nothing', [''], null, true],
  ['a file', ['file:///x'], null, true],
  ['an invalid URL and the page itself', ['http://[', '/p'], 'https://example.org/p', true],
])('the canonical that counts: %s', (_name, hrefs, counts, self) => {
  const facts = factsOf(
    hrefs.map((href) => canonical(`${href}`.replace(/^\//, 'https://example.org/'))).join(''),
  );
  expect(canonicalOf(facts)).toBe(counts);
  expect(isSelfCanonical(facts, 'https://example.org/p')).toBe(self);
});

it.each([
  ['', undefined],
  ['<meta name=robots content="index, follow">', undefined],
  ['<meta name=robots content="follow, NONE">', 'none'],
  ['<meta name=robots content="nofollow"><meta name=robots content="noindex,none">', 'noindex'],
])('the noindex directive of %j is %s', (head, directive) => {
  expect(noindexDirectives(factsOf(head))[0]?.directive).toBe(directive);
});
