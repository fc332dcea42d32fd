import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeUrl } from '../../../audit/src/urls/normalizeUrl.ts';
import { createResolver, resolveUrl } from '../../../audit/src/urls/resolveUrl.ts';
import { createScope } from '../../../server/src/crawl/urls/createScope.ts';

describe('normalizeUrl', () => {
  it.each([
    ['HTTP://Example.ORG:80/a/../b#c', 'http://example.org/b'],
    ['https://example.org:443', 'https://example.org/'],
    ['https://example.org:8443/', 'https://example.org:8443/'],
    ['https://example.org/?', 'https://example.org/?'],
    ['https://例え.jp/茶', 'https://xn--r8jz45g.jp/%E8%8C%B6'],
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['https://user:pass@example.org/', null],
    ['https://example.org/@name', 'https://example.org/@name'],
    ['ftp://example.org/', null],
    ['not a url', null],
    [`https://example.org/${'x'.repeat(3000)}`, null],
  ])('%s', (text, url) => {
    expect(normalizeUrl(text)).toBe(url);
  });
});

describe('scope', () => {
  const scope = (include: string[], exclude: string[] = []) =>
    createScope('http://a.org:8080/', { include, exclude });

  it.each([
    ['http://a.org:8080/x', true],
    ['https://a.org:8080/x', true],
    ['http://a.org/x', false],
    ['http://www.a.org:8080/', false],
  ])('%s is internal: %s', (url, internal) => {
    expect(scope([]).isInternal(url)).toBe(internal);
  });

  it('includes the host that the start page redirects to', () => {
    const grown = scope([]);
    grown.addHostOf('https://www.a.org/');
    expect(grown.isInternal('https://www.a.org/x')).toBe(true);
    expect(grown.isInternal('http://a.org:8080/')).toBe(true);
  });

  it.each([
    [[], [], '/a', true],
    [['/blog/*'], [], '/blog/a', true],
    [['/blog/*'], [], '/blog', false],
    [['/blog'], [], '/blog/a', false],
    [['/blog/*', '/shop*'], [], '/shop?x', true],
    [['*'], ['/a*'], '/a', false],
    [[], ['*?*'], '/a?b', false],
    [[], ['*?*'], '/a', true],
    [['/a*b*c'], [], '/a1b2c', true],
    [['/a*a'], [], '/a', false],
    [['/茶/*'], [], '/%E8%8C%B6/x', true],
    [['http://a.org:8080/x*'], [], '/xy', true],
  ])('include %j, exclude %j: %s passes: %s', (include, exclude, path, passes) => {
    expect(scope(include, exclude).passes(`http://a.org:8080${path}`)).toBe(passes);
  });
});

describe('createResolver', () => {
  const part = fc.constantFrom(
    '/',
    'a',
    'B9',
    '.',
    '..',
    '-',
    '_',
    '~',
    '?',
    '#',
    '%2e',
    '%20',
    '&',
    '=',
    ':',
    ' ',
    '茶',
    '\\',
    '"',
    "'",
    '@',
    '//',
  );

  it('resolves as the URL standard does', () => {
    fc.assert(
      fc.property(
        fc.array(part),
        fc.constantFrom('https://example.org/a/b?c', 'http://e.org:8080/', 'http://u@e.org/', 'data:x'),
        (parts, base) => {
          const href = parts.join('');
          expect(createResolver(base)(href)).toBe(resolveUrl(href, base));
        },
      ),
      { numRuns: 5000 },
    );
  });
});
