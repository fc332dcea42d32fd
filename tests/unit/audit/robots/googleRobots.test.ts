import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../../../audit/src/robots/parseRobots.ts';
import { robotsLines } from '../../../../audit/src/robots/robotsLines.ts';

// The situations of robots_test.cc in https://github.com/google/robotstxt, whose answers are normative for us.

const allows = (file: string | Uint8Array, path: string, robot = 'FooBot'): boolean =>
  parseRobots(typeof file === 'string' ? Buffer.from(file) : file, robot).allows(path);

/** Everything is forbidden but what these lines allow. */
const only = (...lines: string[]): string => ['user-agent: FooBot', 'disallow: /', ...lines].join('\n');
const group = (...lines: string[]): string => ['user-agent: FooBot', ...lines].join('\n');

describe('lines', () => {
  it.each([
    ['names and values', 'user-agent: FooBot\ndisallow: /', false],
    ['unknown names', 'foo: FooBot\nbar: /', true],
    ['a forgotten colon', 'user-agent FooBot\ndisallow /', false],
    ['a forgotten colon and three words', 'user-agent FooBot\ndisallow / x', true],
    ['a forgotten colon and tabs', 'user-agent\tFooBot\ndisallow \t /', false],
    ['capital names', 'USER-AGENT: FooBot\nDISALLOW: /', false],
    ['mixed names', 'uSeR-aGeNt: FooBot\ndIsAlLoW: /', false],
    ['no name', ': FooBot\n: /', true],
    ['nothing', '', true],
    ['names that only begin so', 'user-agents: FooBot\ndisallowed: /', false],
    ['useragent', 'useragent: FooBot\ndisallow: /', false],
    ['user agent', 'user agent: FooBot\ndisallow: /', false],
    ['another misspelling', 'user-agent: FooBot\ndisallw: /', true],
  ])('%s', (_name, file, allowed) => {
    expect(allows(file, '/x/y')).toBe(allowed);
  });

  it.each(['dissallow', 'dissalow', 'disalow', 'diasllow', 'disallaw'])('the misspelling %s', (name) => {
    expect(allows(`user-agent: FooBot\n${name}: /`, '/')).toBe(false);
  });

  const fields = (file: string | Buffer) =>
    [...robotsLines(Buffer.from(file as string).toString('latin1'))].map(({ number, field }) => [
      number,
      field,
    ]);

  it.each([
    ['LF', 'User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nDisallow: /\n'],
    ['CRLF', 'User-Agent: foo\r\nAllow: /some/path\r\nUser-Agent: bar\r\n\r\n\r\nDisallow: /\r\n'],
    ['CR', 'User-Agent: foo\rAllow: /some/path\rUser-Agent: bar\r\r\rDisallow: /\r'],
    ['no end of the last line', 'User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nDisallow: /'],
    ['mixed', 'User-Agent: foo\nAllow: /some/path\r\nUser-Agent: bar\n\r\n\nDisallow: /'],
  ])('are counted with %s', (_name, file) => {
    expect(fields(file)).toEqual([
      [1, 'user-agent'],
      [2, 'allow'],
      [3, 'user-agent'],
      [6, 'disallow'],
    ]);
  });

  const marked = (mark: number[], rest: string) => Buffer.concat([Buffer.from(mark), Buffer.from(rest)]);
  it.each([
    [
      'a whole byte order mark',
      marked([0xef, 0xbb, 0xbf], 'User-Agent: foo\nAllow: /a'),
      ['user-agent', 'allow'],
    ],
    ['two bytes of it', marked([0xef, 0xbb], 'User-Agent: foo\nAllow: /a'), ['user-agent', 'allow']],
    ['one byte of it', marked([0xef], 'User-Agent: foo\nAllow: /a'), ['user-agent', 'allow']],
    ['another mark', marked([0xef, 0x11, 0xbf], 'User-Agent: foo\nAllow: /a'), ['other', 'allow']],
    [
      'a mark in the middle',
      Buffer.concat([Buffer.from('User-Agent: foo\n'), marked([0xef, 0xbb, 0xbf], 'Allow: /a')]),
      ['user-agent', 'other'],
    ],
  ])('after %s', (_name, file, expected) => {
    expect([...robotsLines(file.toString('latin1'))].map(({ field }) => field)).toEqual(expected);
  });

  it.each([
    'Sitemap: https://a.example/s\nUser-agent: x\nAllow: /p',
    'User-agent: x\n\nsite-map: https://a.example/s',
  ])('name a sitemap anywhere: %j', (file) => {
    expect(parseRobots(Buffer.from(file), 'FooBot').sitemaps).toEqual(['https://a.example/s']);
  });

  it('are cut where Google cuts them', () => {
    const kept = 8 * 2083 - 1 - 'disallow: '.length;
    const long = `/x/${'a'.repeat(kept - 3)}`;
    const file = group(`disallow: ${long}/qux`);
    expect(allows(file, '/fux')).toBe(true);
    expect(allows(file, `${long}/fux`)).toBe(false);
    expect(allows(file, long.slice(0, -1))).toBe(true);
  });

  it('count up to 512,000 bytes', () => {
    const file = `user-agent: *\ndisallow: /a\n${'# comment\n'.repeat(60_000)}disallow: /b\n`;
    expect(allows(file, '/a')).toBe(false);
    expect(allows(file, '/b')).toBe(true);
  });
});

describe('groups', () => {
  const file = `allow: /foo/bar/

user-agent: FooBot
disallow: /
allow: /x/
user-agent: BarBot
disallow: /
allow: /y/


allow: /w/
user-agent: BazBot

user-agent: FooBot
allow: /z/
disallow: /
`;
  it.each([
    ['FooBot', '/x/b', true],
    ['FooBot', '/z/d', true],
    ['FooBot', '/y/c', false],
    ['BarBot', '/y/c', true],
    ['BarBot', '/w/a', true],
    ['BarBot', '/z/d', false],
    ['BazBot', '/z/d', true],
    ['FooBot', '/foo/bar/', false],
    ['BarBot', '/foo/bar/', false],
    ['BazBot', '/foo/bar/', false],
  ])('%s on %s: %s', (robot, path, allowed) => {
    expect(allows(file, path, robot)).toBe(allowed);
  });

  it.each([
    'User-agent: BarBot\nSitemap: https://foo.bar/sitemap\nUser-agent: *\nDisallow: /',
    'User-agent: BarBot\nInvalid-Unknown-Line: unknown\nUser-agent: *\nDisallow: /',
    'User-agent: BarBot\nCrawl-delay: 1\nUser-agent: *\nDisallow: /',
  ])('are not ended by other fields: %j', (text) => {
    expect(allows(text, '/', 'FooBot')).toBe(false);
    expect(allows(text, '/', 'BarBot')).toBe(false);
  });

  it.each([
    ['any case', 'User-Agent: FOO BAR\nAllow: /x/\nDisallow: /', 'Foo', '/a/b', false],
    ['any case of ours', 'User-Agent: foo bar\nAllow: /x/\nDisallow: /', 'FOO', '/x/y', true],
    [
      'up to the first space',
      'User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/',
      'Foo',
      '/x/y',
      true,
    ],
    ['a version', 'User-Agent: Foo/2.1\nDisallow: /', 'Foo', '/', false],
    ['a star and more', 'User-Agent: * and all\nDisallow: /', 'Foo', '/', false],
    ['a star that begins a word', 'User-Agent: *foo\nDisallow: /', 'Foo', '/', true],
    [
      'the group for all, without an own one',
      'user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /',
      'BarBot',
      '/',
      true,
    ],
    [
      'an own group before that for all',
      'user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /',
      'FooBot',
      '/',
      false,
    ],
    ['no group', 'user-agent: FooBot\ndisallow: /', 'QuxBot', '/', true],
    [
      'an own group says nothing of other paths',
      'User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/',
      'FooBot',
      '/x/page',
      true,
    ],
    [
      'but of its own',
      'User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/',
      'FooBot',
      '/y/page',
      false,
    ],
  ])('%s', (_name, text, robot, path, allowed) => {
    expect(allows(text, path, robot)).toBe(allowed);
  });
});

describe('rules', () => {
  it.each([
    ['case counts', group('disallow: /X/'), '/x/y', true],
    ['the longer disallow', group('disallow: /x/page.html', 'allow: /x/'), '/x/page.html', false],
    ['the longer allow', group('allow: /x/page.html', 'disallow: /x/'), '/x/page.html', true],
    ['the shorter disallow elsewhere', group('allow: /x/page.html', 'disallow: /x/'), '/x/', false],
    ['empty values', group('disallow: ', 'allow: '), '/x', true],
    ['allow wins a tie', group('disallow: /', 'allow: /'), '/x', true],
    ['a slash at the end', group('disallow: /x', 'allow: /x/'), '/x', false],
    ['a slash at the end, given', group('disallow: /x', 'allow: /x/'), '/x/', true],
    ['a wildcard is a character long', group('allow: /page', 'disallow: /*.html'), '/page.html', false],
    ['no wildcard matches', group('allow: /page', 'disallow: /*.html'), '/page', true],
    ['a longer allow than the wildcard', group('allow: /x/page.', 'disallow: /*.html'), '/x/page.html', true],
    ['a shorter one', group('allow: /x/page.', 'disallow: /*.html'), '/x/y.html', false],
    [
      'an address in a query',
      only('Allow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par'),
      '/foo/bar?qux=taz&baz=http://foo.bar?tar&par',
      true,
    ],
    ['characters beyond ASCII', only('Allow: /foo/bar/ツ'), '/foo/bar/%E3%83%84', true],
    ['a URL that is not escaped', only('Allow: /foo/bar/ツ'), '/foo/bar/ツ', false],
    ['escaped characters', only('Allow: /foo/bar/%E3%83%84'), '/foo/bar/%E3%83%84', true],
    ['escapes in small letters', only('Allow: /foo/bar/%e3%83%84'), '/foo/bar/%E3%83%84', true],
    ['unreserved characters are not decoded', only('Allow: /foo/bar/%62%61%7A'), '/foo/bar/baz', false],
    ['but compared', only('Allow: /foo/bar/%62%61%7A'), '/foo/bar/%62%61%7A', true],
    ['a star in the middle', group('Disallow: /foo/bar/quz', 'Allow: /foo/*/qux'), '/foo/bar/quz', false],
    ['a dollar at the end', group('Disallow: /foo/bar$', 'Allow: /foo/bar/qux'), '/foo/bar', false],
    ['a dollar and more', group('Disallow: /foo/bar$', 'Allow: /foo/bar/qux'), '/foo/bar/', true],
    ['comments', group('# Disallow: /', 'Disallow: /foo/quz#qux', 'Allow: /'), '/foo/bar', true],
    ['a comment behind a value', group('Disallow: /foo/quz#qux', 'Allow: /'), '/foo/quz', false],
    ['index.html is its folder', only('Allow: /allowed-slash/index.html'), '/allowed-slash/', true],
    ['not index.htm', only('Allow: /allowed-slash/index.html'), '/allowed-slash/index.htm', false],
    ['itself', only('Allow: /allowed-slash/index.html'), '/allowed-slash/index.html', true],
    ['no other page of the folder', only('Allow: /allowed-slash/index.html'), '/allowed-slash/x', false],
    ['no other page', only('Allow: /allowed-slash/index.html'), '/anyother-url', false],
    ['index.htm', only('Allow: /a/index.htm'), '/a/', true],
    ['a disallowed index.html', group('Disallow: /a/index.html'), '/a/', true],
  ])('%s', (_name, file, path, allowed) => {
    expect(allows(file, path)).toBe(allowed);
  });

  it('compare broken bytes as they are', () => {
    const file = Buffer.concat([Buffer.from('user-agent: *\ndisallow: /caf'), Buffer.from([0xe9, 0x0a])]);
    expect(allows(file, '/caf%E9')).toBe(false);
    expect(allows(file, '/caf%C3%A9')).toBe(true);
  });

  const documented: [pattern: string, allowed: string[], forbidden: string[]][] = [
    [
      '/fish',
      [
        '/fish',
        '/fish.html',
        '/fish/salmon.html',
        '/fishheads',
        '/fishheads/yummy.html',
        '/fish.html?id=anything',
      ],
      ['/bar', '/Fish.asp', '/catfish', '/?id=fish'],
    ],
    [
      '/fish*',
      [
        '/fish',
        '/fish.html',
        '/fish/salmon.html',
        '/fishheads',
        '/fishheads/yummy.html',
        '/fish.html?id=anything',
      ],
      ['/bar', '/Fish.bar', '/catfish', '/?id=fish'],
    ],
    [
      '/fish/',
      ['/fish/', '/fish/salmon', '/fish/?salmon', '/fish/salmon.html', '/fish/?id=anything'],
      ['/bar', '/fish', '/fish.html', '/Fish/Salmon.html'],
    ],
    [
      '/*.php',
      [
        '/filename.php',
        '/folder/filename.php',
        '/folder/filename.php?parameters',
        '//folder/any.php.file.html',
        '/filename.php/',
        '/index?f=filename.php/',
      ],
      ['/bar', '/php/', '/index?php', '/windows.PHP'],
    ],
    [
      '/*.php$',
      ['/filename.php', '/folder/filename.php'],
      [
        '/bar',
        '/filename.php?parameters',
        '/filename.php/',
        '/filename.php5',
        '/php/',
        '/filename?php',
        '/aaaphpaaa',
        '//windows.PHP',
      ],
    ],
    ['/fish*.php', ['/fish.php', '/fishheads/catfish.php?parameters'], ['/bar', '/Fish.PHP']],
  ];
  it.each(documented)('%s, as Google documents it', (pattern, allowed, forbidden) => {
    const file = only(`allow: ${pattern}`);
    expect(allowed.filter((path) => !allows(file, path))).toEqual([]);
    expect(forbidden.filter((path) => allows(file, path))).toEqual([]);
  });
});
