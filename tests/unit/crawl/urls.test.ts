import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../audit/src/urls/createResolver.ts';
import { resolveUrl } from '../../../audit/src/urls/resolveUrl.ts';
import { parseScanUrl, toScanUrl } from '../../../audit/src/urls/scanUrl.ts';
import { urlIdentity } from '../../../audit/src/urls/urlIdentity.ts';
import { createScope } from '../../../server/src/crawl/urls/createScope.ts';

describe('parseScanUrl', () => {
  it.each([
    ['HTTP://Example.ORG:80/a/../b#c', 'http://example.org/b'],
    ['https://example.org:443', 'https://example.org/'],
    ['https://example.org:8443/', 'https://example.org:8443/'],
    ['https://例え.jp/茶', 'https://xn--r8jz45g.jp/%E8%8C%B6'],
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['https://example.org/@name', 'https://example.org/@name'],
    ['https://example.org/?b=1&a=2', 'https://example.org/?b=1&a=2'],
    ['https://example.org/A;v=1/', 'https://example.org/A;v=1/'],
  ])('%s is requested by its identity', (text, url) => {
    expect(parseScanUrl(text)).toEqual({ url });
  });

  it.each([
    ['/%e8%8a%b1/?q=%e8', '/%E8%8A%B1/?q=%E8', '/%e8%8a%b1/?q=%e8'],
    ['/%7Eme/%41', '/~me/A', '/%7Eme/%41'],
    ['/a?', '/a', '/a?'],
    ['/a?#part', '/a', '/a?'],
    ['/?b=1&PHPSESSID=abc&a=2', '/?b=1&a=2', '/?b=1&PHPSESSID=abc&a=2'],
    ['/a;JSessionID=1F.node1?x=1', '/a?x=1', '/a;JSessionID=1F.node1?x=1'],
    ['/a;v=2;jsessionid=1/b', '/a;v=2/b', '/a;v=2;jsessionid=1/b'],
    ['/?ASPSESSIONIDQQABC=x', '/', '/?ASPSESSIONIDQQABC=x'],
    ['/?sid=0123456789abcdefABCD', '/', '/?sid=0123456789abcdefABCD'],
    ['/?jsession%69d=1', '/', '/?jsession%69d=1'],
  ])('%s is %s, requested as written', (path, identity, requested) => {
    const url = parseScanUrl(`https://example.org${path}`);
    expect(url).toEqual({
      url: `https://example.org${identity}`,
      requestUrl: `https://example.org${requested}`,
    });
  });

  it.each([
    '/?sid=12',
    '/?side=0123456789abcdefABCD',
    '/session/1',
    '/?presessionid=1',
    '/a%2Fb',
    '/%25E4',
    '/?a=%3F',
    '/?a??',
  ])('%s keeps what another page may need', (path) => {
    expect(parseScanUrl(`https://example.org${path}`)).toEqual({ url: `https://example.org${path}` });
  });

  it.each([
    'https://user:pass@example.org/',
    'ftp://example.org/',
    'not a url',
    `https://example.org/${'x'.repeat(9000)}`,
  ])('%s is no URL of a scan', (text) => {
    expect(parseScanUrl(text)).toBeNull();
  });

  it('does not change an identity', () => {
    const part = fc.constantFrom('%', '%2', '%3', '4', '1', '%41', '%e8', '%2e', '?', '&sid', ';', '/', '=');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { url } = parseScanUrl(`http://a.org/${parts.join('')}`) ?? { url: '' };
        expect(urlIdentity(url)).toBe(url);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('scope', () => {
  const scope = (include: string[], exclude: string[] = []) =>
    createScope('http://a.org:8080/', { include, exclude });

  it.each([
    ['http://a.org:8080/x', true],
    ['https://a.org:8080/x', true],
    ['http://a.org/x', false],
    ['http://www.a.org:8080/', true],
    ['http://www.a.org/', false],
    ['http://shop.a.org:8080/', false],
    ['http://u@a.org:8080/', false],
  ])('%s is internal: %s', (url, internal) => {
    expect(scope([]).isInternal(url)).toBe(internal);
  });

  it('includes the host that the start page redirects to', () => {
    const grown = scope([]);
    grown.addHostOf('https://www.b.org/');
    expect(grown.isInternal('https://www.b.org/x')).toBe(true);
    expect(grown.isInternal('https://b.org/x')).toBe(true);
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

describe('resolveUrl', () => {
  it.each([
    ['big5', '/search?q=花園', '/search?q=%AA%E1%B6%E9'],
    ['big5', '/花園?q=a', '/%E8%8A%B1%E5%9C%92?q=a'],
    ['big5', '/花園?q=花園#花園', '/%E8%8A%B1%E5%9C%92?q=%AA%E1%B6%E9'],
    ['big5', '/?q=花 "x"\'\n ', '/?q=%AA%E1%20%22x%22%27'],
    ['windows-1252', '/?q=é€☃', '/?q=%E9%80%26%239731%3B'],
    ['shift_jis', '/?q=花&r=%E8', '/?q=%89%D4&r=%E8'],
    ['gb18030', '?q=花', '/a?q=%BB%A8'],
    ['utf-8', '/?q=花', '/?q=%E8%8A%B1'],
    ['utf-16le', '/?q=花', '/?q=%E8%8A%B1'],
    ['replacement', '/?q=花', '/?q=%E8%8A%B1'],
  ])('in a document in %s: %s', (encoding, href, expected) => {
    expect(resolveUrl(href, 'https://a.org/a', encoding)).toBe(`https://a.org${expected}`);
  });

  it('leaves what is no http(s) URL', () => {
    expect(resolveUrl('mailto:a?subject=花', 'https://a.org/', 'big5')).toBeNull();
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
          const url = resolveUrl(href, base);
          expect(createResolver(base)(href)).toEqual(url === null ? null : toScanUrl(url));
        },
      ),
      { numRuns: 5000 },
    );
  });
});
