import { describe, expect, it } from 'vitest';
import { followRedirects, redirectTarget } from '../../../server/src/crawl/fetch/followRedirects.ts';
import type { FetchResult } from '../../../server/src/crawl/fetch/receiveAnswer.ts';

const url = 'https://example.org/a';

describe('redirectTarget', () => {
  it.each([
    [301, '/b', 'https://example.org/b'],
    [308, ' https://other.example/#x ', 'https://other.example/'],
    [302, '/%e8%8c%b6?PHPSESSID=1', 'https://example.org/%E8%8C%B6'],
    [302, Buffer.from('/茶').toString('latin1'), 'https://example.org/%E8%8C%B6'],
    [302, Buffer.from('/caf\xe9', 'latin1').toString('latin1'), 'https://example.org/caf%C3%A9'],
    [301, undefined, null],
    [301, 'mailto:a@b.example', null],
    [304, '/b', null],
    [200, '/b', null],
    [null, '/b', null],
  ])('status %s with Location %j: %s', (status, location, target) => {
    expect(redirectTarget(url, status, { location })?.url ?? null).toBe(target);
  });
});

describe('followRedirects', () => {
  const answers = (hops: number) => {
    const asked: string[] = [];
    const fetch = async (at: string): Promise<FetchResult> => {
      asked.push(new URL(at).pathname);
      const more = asked.length <= hops;
      const headers = more ? { location: `/${asked.length}` } : {};
      return { status: more ? 302 : 200, failure: null, headers, body: null, responseMs: 1, sent: true };
    };
    return { asked, fetch };
  };

  it('returns the answer after five redirects', async () => {
    const { asked, fetch } = answers(5);
    expect(await followRedirects(url, fetch)).toMatchObject({ status: 200 });
    expect(asked).toEqual(['/a', '/1', '/2', '/3', '/4', '/5']);
  });

  it('does not follow a sixth redirect', async () => {
    const { asked, fetch } = answers(99);
    expect(await followRedirects(url, fetch)).toMatchObject({ status: 302 });
    expect(asked).toHaveLength(6);
  });
});
