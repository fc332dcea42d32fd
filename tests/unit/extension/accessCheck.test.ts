import { describe, expect, it } from 'vitest';
import { createAccessCheck } from '../../../lib/api/createAccessCheck.ts';
import { createApiClient } from '../../../lib/api/createApiClient.ts';
import { hostPattern } from '../../../lib/state/hostPattern.ts';

/** A browser before one server: which answers exist, and which of them it shows. */
function browserWith({ access, server }: { access: boolean; server: 'allows' | 'says nothing' | 'is down' }) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    asked.push({ url: String(url), init });
    if (server === 'is down') throw new TypeError('NetworkError');
    // What no script may read.
    if (init.mode === 'no-cors') return Response.error();
    if (!access && server === 'says nothing') throw new TypeError('CORS');
    return Response.json(
      { type: 'about:blank', title: 'x', status: 401, code: 'unauthorized' },
      { status: 401 },
    );
  };
  const patterns: string[] = [];
  const network = {
    fetch: fetch as typeof globalThis.fetch,
    timeout: () => new AbortController().signal,
    now: Date.now,
  };
  const isWithheld = createAccessCheck({
    ...network,
    hasAccess: async (pattern) => {
      patterns.push(pattern);
      return access;
    },
  });
  const api = createApiClient({
    baseUrl: 'https://scan.example.com:8443',
    token: 'secret',
    ...network,
    isWithheld,
  });
  return { api, asked, patterns };
}

const code = async (given: Parameters<typeof browserWith>[0]) => {
  const answer = await browserWith(given).api.config();
  return answer.ok ? 'ok' : answer.error.code;
};

describe('an answer that is withheld from us', () => {
  it('is withheld by the browser only when the server answers and access is missing', async () => {
    expect(await code({ access: false, server: 'says nothing' })).toBe('host_permission');
    expect(await code({ access: true, server: 'is down' })).toBe('network');
    expect(await code({ access: false, server: 'is down' })).toBe('network');
  });

  it('is not withheld where the server allows us itself, with or without access', async () => {
    expect(await code({ access: false, server: 'allows' })).toBe('unauthorized');
    expect(await code({ access: true, server: 'says nothing' })).toBe('unauthorized');
  });

  it('asks without the token, and for the host as permissions name it', async () => {
    const { api, asked, patterns } = browserWith({ access: false, server: 'says nothing' });
    await api.jobs({});
    expect(patterns).toEqual(['https://scan.example.com/*']);
    expect(asked.map(({ init }) => init.mode)).toEqual([undefined, 'no-cors']);
    expect(JSON.stringify(asked[1])).not.toContain('secret');
    expect(asked[1]?.init).toMatchObject({ credentials: 'omit' });
    expect(asked[1]?.init.headers).toBeUndefined();
  });

  it('does not call a slow server withheld', async () => {
    const slow = createApiClient({
      baseUrl: 'http://127.0.0.1:9',
      fetch: async () => {
        throw new DOMException('late', 'TimeoutError');
      },
      timeout: () => new AbortController().signal,
      now: Date.now,
      isWithheld: async () => true,
    });
    expect(await slow.config()).toEqual({ ok: false, error: { code: 'timeout' } });
  });
});

describe('the pattern of a host', () => {
  it.each([
    ['http://127.0.0.1:8001', 'http://127.0.0.1/*'],
    ['http://[::1]:8001/prefix', 'http://[::1]/*'],
    ['https://Scan.Example.com/seo', 'https://scan.example.com/*'],
    ['ftp://scan.example.com', null],
    ['', null],
  ])('of %s is %s', (url, pattern) => {
    expect(hostPattern(url)).toBe(pattern);
  });
});
