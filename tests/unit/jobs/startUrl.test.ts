import { describe, expect, it } from 'vitest';
import { bodyHash } from '../../../server/src/jobs/start/createStartJob.ts';
import { parseStartUrl, siteLockOf } from '../../../server/src/jobs/start/startUrl.ts';

const codeOf = (url: string): string => {
  try {
    parseStartUrl(url);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the start address', () => {
  it.each([
    [' https://Example.COM/a b#top ', 'https://example.com/a%20b'],
    ['http://例え.jp', 'http://xn--r8jz45g.jp/'],
  ])('%s is read as %s', (typed, url) => {
    expect(parseStartUrl(typed).href).toBe(url);
  });
  it.each([
    ['not a url', 'invalid_url'],
    ['', 'invalid_url'],
    ['https://', 'invalid_url'],
    ['https://ada:secret@shop.example/', 'invalid_url'],
    ['file:///etc/passwd', 'unsupported_scheme'],
    ['javascript:alert(1)', 'unsupported_scheme'],
    [`https://shop.example/${'a'.repeat(3000)}`, 'url_too_long'],
    [`https://shop.example/${'é'.repeat(1000)}`, 'url_too_long'],
    [`https://shop.example/${'a'.repeat(2048 - 21)}`, 'accepted'],
    [`https://shop.example/${'a'.repeat(2048 - 20)}`, 'url_too_long'],
  ])('%.40s: %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code);
  });
});

it('has a lock for the site, or for the page in mode page', () => {
  const url = new URL('https://shop.example/a?b=1');
  expect(siteLockOf('site', url)).toBe('site:https://shop.example');
  expect(siteLockOf('page', url)).toBe('page:https://shop.example/a?b=1');
});

it('gives a body the same hash for any order of its keys, but not for any order of a list', () => {
  expect(bodyHash({ a: 1, b: { c: 2, d: [1, 2] } })).toBe(bodyHash({ b: { d: [1, 2], c: 2 }, a: 1 }));
  expect(bodyHash({ a: [1, 2] })).not.toBe(bodyHash({ a: [2, 1] }));
});
