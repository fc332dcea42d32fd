import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRuleMatcher } from '../../../../audit/src/robots/createRuleMatcher.ts';
import { parseRobots } from '../../../../audit/src/robots/parseRobots.ts';

const parse = (text: string, robot = 'SEOLive') => parseRobots(Buffer.from(text), robot);
const allows = (text: string, path: string): boolean => parse(text).allows(path);

describe('robots.txt', () => {
  it.each([
    ['', '/a', true],
    ['User-agent: *\nDisallow: /', '/', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['user-AGENT:*\ndisALLOW:/a', '/a/b', false],
    ['\uFEFFUser-agent: *\nDisallow: /a', '/a', false],
    ['User-agent: *\r\nDisallow: /a # why\r\n', '/a', false],
    ['User-agent: *\nDisallow: /a', '/robots.txt', true],
    ['User-agent: *\nDisallow: /', '/robots.txt', true],
    ['Disallow: /a', '/a', true],
    ['<html>\nUser-agent: *\nDisallow: /a', '/a', false],
  ])('%j on %s: %s', (text, path, allowed) => {
    expect(allows(text, path)).toBe(allowed);
  });

  it.each([
    [
      'our own group stands alone',
      'User-agent: *\nDisallow: /\n\nUser-agent: SEOLive\nDisallow: /a',
      '/b',
      true,
    ],
    ['any case, with a version', 'User-agent: seolive/2.0\nDisallow: /a', '/a', false],
    ['another robot that begins alike', 'User-agent: SEOLiveImages\nDisallow: /', '/a', true],
    ['two agents over one group', 'User-agent: x\nUser-agent: SEOLive\nDisallow: /a', '/a', false],
    [
      'groups for one agent are one',
      'User-agent: SEOLive\nDisallow: /a\nUser-agent: SEOLive\nDisallow: /b',
      '/a',
      false,
    ],
    [
      'a sitemap line does not part a group',
      'User-agent: x\nSitemap: /s\nUser-agent: *\nDisallow: /a',
      '/a',
      false,
    ],
    [
      'an empty own group allows all',
      'User-agent: SEOLive\nUser-agent: b\n\nUser-agent: *\nDisallow: /',
      '/a',
      false,
    ],
    [
      'a group of its own without rules',
      'User-agent: *\nDisallow: /\nUser-agent: SEOLive\nDisallow:',
      '/a',
      true,
    ],
  ])('%s', (_name, text, path, allowed) => {
    expect(allows(text, path)).toBe(allowed);
  });

  it.each([
    ['/fish', '/fish.html', true],
    ['/fish', '/Fish', false],
    ['/fish', '/catfish', false],
    ['/fish*', '/fish', true],
    ['/fish/', '/fish', false],
    ['/*.php', '/folder/any.php?x', true],
    ['/*.php$', '/a.php', true],
    ['/*.php$', '/a.php?x', false],
    ['/fish*.php', '/fishheads/catfish.php', true],
    ['/fish*.php', '/Fish.PHP', false],
    ['/a*b*c$', '/a-b-b-c', true],
    ['/a*b*c$', '/a-c-b', false],
    ['*', '/x', true],
    ['/$', '/', true],
    ['/$', '/a', false],
    ['/a$b', '/a$b', true],
    ['/茶', '/%E8%8C%B6/x', true],
    ['/%e8%8c%b6', '/%E8%8C%B6', true],
    // Google compares without decoding; RFC 9309 would decode this.
    ['/%7Ejoe', '/~joe', false],
    ['/%7ejoe', '/%7Ejoe', true],
    ['/%7Ejoe', '/%7ejoe', true],
    ['/a%2Fb', '/a/b', false],
    ['/q?a=*&b', '/q?a=1&b=2', true],
  ])('pattern %s on %s: %s', (pattern, path, matched) => {
    expect(allows(`User-agent: *\nDisallow: ${pattern}`, path)).toBe(!matched);
  });

  it.each([
    ['Allow: /p\nDisallow: /', '/page', true],
    ['Allow: /folder\nDisallow: /folder', '/folder/page', true],
    ['Allow: /page\nDisallow: /*.htm', '/page.htm', false],
    ['Allow: /$\nDisallow: /', '/', true],
    ['Allow: /$\nDisallow: /', '/page.htm', false],
  ])('the longest rule decides: %j on %s: %s', (rules, path, allowed) => {
    expect(allows(`User-agent: *\n${rules}`, path)).toBe(allowed);
  });

  it('reads the delay of its group and every sitemap', () => {
    const rules = parse('Sitemap: https://a/1\nUser-agent: *\nCrawl-delay: 2.5\nsitemap: /2');
    expect(rules.crawlDelayS).toBe(2.5);
    expect(rules.sitemaps).toEqual(['https://a/1', '/2']);
    expect(parse('User-agent: *\nCrawl-delay: soon').crawlDelayS).toBeNull();
  });

  it('is not slowed down by a hostile pattern', () => {
    const pattern = `/${'*a'.repeat(200_000)}b`;
    const path = `/${'a'.repeat(2000)}`;
    const text = `User-agent: *\nDisallow: ${pattern}\n`;
    expect(allows(text, path)).toBe(true);
  });

  it.each([
    ['spaces inside a value', `Disallow: /a${' '.repeat(450_000)}b`],
    ['a comment that no line break ends', `${'#'.repeat(450_000)}\u2028`],
    ['an invalid name', `${' '.repeat(200_000)}x${' '.repeat(200_000)}`],
  ])('is not slowed down by a line of %s', (_, line) => {
    expect(allows(`User-agent: *\nDisallow: /x\n${line}\n`, '/x')).toBe(false);
  });

  it('looks up any number of plain rules, and limits those with wildcards', () => {
    const many = (end: string) =>
      Array.from({ length: 6_000 }, (_, i) => `Disallow: /${i}/${end}`).join('\n');
    expect(allows(`User-agent: *\n${many('')}`, '/5999/')).toBe(false);
    expect(allows(`User-agent: *\n${many('')}`, '/6000/')).toBe(true);
    expect(allows(`User-agent: *\n${many('*x')}`, '/1000/x')).toBe(false);
    expect(allows(`User-agent: *\n${many('*x')}`, '/9/x')).toBe(true);
    expect(parse(`User-agent: *\n${many('*x')}`).leftOut).toBe(1_000);
    expect(parse(`User-agent: *\n${many('')}`).leftOut).toBe(0);
  });

  it('looks for a piece once that thousands of rules share', () => {
    const rules = Array.from({ length: 4_900 }, (_, i) => `Disallow: /*${'a'.repeat(40)}b*zz${i}`).join('\n');
    const { allows } = parse(`User-agent: *\n${rules}`);
    const paths = Array.from({ length: 5_000 }, (_, i) => `/${'a'.repeat(1_000)}${i}`);
    expect(paths.every(allows)).toBe(true);
    expect(allows(`/${'a'.repeat(1_000)}b/zz4899`)).toBe(false);
  });

  it('decides as if every rule were tried', () => {
    const part = fc.constantFrom('/', 'a', 'b', '*', '$', '/a', 'ab');
    const rule = fc.record({ allow: fc.boolean(), pattern: fc.array(part, { minLength: 1, maxLength: 5 }) });
    const path = fc.array(fc.constantFrom('/', 'a', 'b'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), path, (rules, parts) => {
        const all = rules.map(({ allow, pattern }) => ({ allow, pattern: `/${pattern.join('')}` }));
        const url = `/${parts.join('')}`;
        const matching = all.filter(({ pattern }) => {
          const ends = pattern.endsWith('$');
          const inside = (ends ? pattern.slice(0, -1) : pattern).replaceAll('$', '\\$').replaceAll('*', '.*');
          return new RegExp(`^${inside}${ends ? '$' : ''}`).test(url);
        });
        const longest = Math.max(...matching.map(({ pattern }) => pattern.length));
        const best = matching.filter(({ pattern }) => pattern.length === longest);
        const expected = best.length === 0 ? null : best.some(({ allow }) => allow);
        expect(createRuleMatcher(all)(url)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });
});
