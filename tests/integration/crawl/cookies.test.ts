import { afterEach, describe, expect, it } from 'vitest';
import { outcomes, page } from '../../support/crawl/crawledPages.ts';
import { crawlOf } from '../../support/crawl/crawlOf.ts';
import { createMemoryFrontier } from '../../support/crawl/memoryFrontier.ts';
import { type Answer, type Answers, startAnsweringSite } from '../../support/sites/answeringSite.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function site(answers: Answers) {
  const started = await startAnsweringSite(answers);
  closing.push(started.close);
  const cookiesOf = (path: string) =>
    started.requests.filter((seen) => seen.path === path).map(({ headers }) => headers.cookie);
  return { ...started, cookiesOf };
}

const hasCookie = ({ headers }: { headers: { cookie?: string | undefined } }): boolean =>
  headers.cookie?.includes('seen=1') === true;

/** Redirects to itself, and sets a cookie, until it gets the cookie back. */
const wall =
  (html: string, to?: string): Answer =>
  (request, response) => {
    if (hasCookie(request)) response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    else response.writeHead(302, { location: to ?? request.url, 'set-cookie': 'seen=1; Path=/' }).end();
  };

/** Fails, and sets a cookie, until it gets the cookie back. */
const failing =
  (code: number, html: string): Answer =>
  (request, response) => {
    if (hasCookie(request)) response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    else response.writeHead(code, { 'set-cookie': 'seen=1' }).end('no');
  };

describe('a page that opens only with cookies', () => {
  it('is read with a jar of its own, and no other page gets its cookies', async () => {
    const { origin, cookiesOf } = await site({
      '/': page('/wall', '/gone', '/broken', '/plain', '/dead'),
      '/wall': wall(page('/behind')),
      '/gone': failing(404, page()),
      '/broken': failing(500, page()),
      '/behind': page(),
      '/plain': (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b' }).end(page()),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/wall': 'read',
      '/gone': 'read',
      '/broken': 'read',
      '/behind': 'read',
      '/plain': 'read',
      '/dead': 'failed',
    });
    const without = (path: string) => result.frontier.record(`${origin}${path}`)?.visit.withoutCookies;
    expect([without('/wall'), without('/gone'), without('/broken'), without('/behind')]).toEqual([
      302,
      404,
      500,
      undefined,
    ]);
    expect(result.frontier.record(`${origin}/wall`)).toMatchObject({ indexable: false });
    expect(cookiesOf('/wall')).toEqual([undefined, undefined, 'seen=1']);
    expect(cookiesOf('/behind')).toEqual([undefined]);
    // Without a cookie that was set, cookies cannot be what is missing.
    expect(cookiesOf('/dead')).toEqual([undefined, undefined]);
  });

  it('may be a redirect to another page', async () => {
    const { origin } = await site({
      '/': page('/a'),
      '/a': wall(page(), '/check'),
      '/check': (request, response) =>
        response.writeHead(302, { location: hasCookie(request) ? '/end' : '/a' }).end(),
      '/end': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/a': 'redirected',
      '/check': 'redirected',
      '/end': 'read',
    });
    expect(result.frontier.record(`${origin}/a`)?.visit).toMatchObject({
      redirectTo: `${origin}/end`,
      withoutCookies: 302,
    });
  });

  it('stays a loop when cookies do not end it, also with a new cookie each time', async () => {
    let cookies = 0;
    const { origin, paths } = await site({
      '/': page('/loop', '/new'),
      '/loop': (_request, response) =>
        response.writeHead(302, { location: '/loop', 'set-cookie': 'a=1' }).end(),
      '/new': (_request, response) =>
        response.writeHead(302, { location: '/new', 'set-cookie': `a=${cookies++}` }).end(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({ '/': 'read', '/loop': 'redirected', '/new': 'redirected' });
    expect(paths().filter((path) => path === '/loop')).toHaveLength(3);
    expect(paths().filter((path) => path === '/new').length).toBeLessThan(25);
  });

  it('is not asked at another host, nor where robots.txt forbids it', async () => {
    const { origin, paths } = await site({
      '/robots.txt': 'User-agent: *\nDisallow: /private',
      '/': page('/a', '/b'),
      '/a': (request, response, times) => {
        const location = times === 1 ? '/a' : '/private';
        response.writeHead(302, { location, 'set-cookie': 'seen=1' }).end(hasCookie(request) ? '' : '-');
      },
      '/b': (_request, response, times) => {
        const location = times === 1 ? '/b' : 'http://localhost:9/';
        response.writeHead(302, { location, 'set-cookie': 'seen=1' }).end();
      },
      '/private': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toMatchObject({ '/a': 'redirected', '/b': 'redirected' });
    expect(paths()).not.toContain('/private');
  });
});

describe('a start page that opens only with cookies', () => {
  it.each<[string, Answers, string]>([
    ['a loop', { '/': wall(page('/a')), '/a': wall(page()) }, '/'],
    ['an error', { '/': failing(400, page('/a')), '/a': failing(400, page()) }, '/'],
    [
      'a loop over another page',
      {
        '/': (request, response) =>
          response.writeHead(302, { location: hasCookie(request) ? '/home' : '/set' }).end(),
        '/set': (_request, response) =>
          response.writeHead(302, { location: '/', 'set-cookie': 'seen=1; Path=/' }).end(),
        '/home': wall(page('/a')),
        '/a': wall(page()),
      },
      '/home',
    ],
  ])('is read, and the scan keeps its cookies: %s', async (_name, answers, start) => {
    const { origin, cookiesOf } = await site(answers);
    const result = await crawlOf({ url: `${origin}/` });
    expect(result.error).toBeNull();
    expect(outcomes(result)).toMatchObject({ [start]: 'read', '/a': 'read' });
    expect(cookiesOf('/a')).toEqual(['seen=1']);
    expect(await result.frontier.store.needsStartCookies()).toBe(true);
    expect(result.frontier.record(`${origin}/`)?.visit.withoutCookies).toBeGreaterThan(0);
  });

  it('is a loop in words that do not claim what browsers do', async () => {
    const { origin } = await site({
      '/': (_request, response) => response.writeHead(302, { location: '/' }).end(),
    });
    const { error } = await crawlOf({ url: `${origin}/` });
    expect(error).toMatchObject({ code: 'redirect_loop' });
    expect((error as Error).message).not.toContain('browser');
  });

  it('keeps cookies again when the scan is resumed', async () => {
    const { origin, cookiesOf } = await site({
      '/': wall(page('/a', '/b')),
      '/a': wall(page()),
      '/b': wall(page()),
    });
    const frontier = createMemoryFrontier();
    const abort = new AbortController();
    const { store } = frontier;
    const { record } = store;
    store.record = async (batch) => {
      await record(batch);
      abort.abort();
    };
    await crawlOf({ url: `${origin}/`, frontier, signal: abort.signal });
    store.record = record;
    frontier.crash();
    const result = await crawlOf({ url: `${origin}/`, frontier });
    expect(outcomes(result)).toEqual({ '/': 'read', '/a': 'read', '/b': 'read' });
    expect(cookiesOf('/b')).toContain('seen=1');
  });
});

describe('the option to keep cookies', () => {
  it('keeps one jar for the whole scan', async () => {
    const { origin, cookiesOf } = await site({
      '/': (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'seen=1' }).end(page('/a')),
      '/a': page('/wall', '/twice'),
      '/wall': wall(page()),
      '/twice': (request, response) =>
        request.headers.cookie?.includes('two=2')
          ? response.writeHead(200, { 'content-type': 'text/html' }).end(page())
          : response.writeHead(302, { location: '/second' }).end(),
      '/second': (_request, response) =>
        response.writeHead(302, { location: '/twice', 'set-cookie': 'two=2; Path=/' }).end(),
    });
    const result = await crawlOf({ url: `${origin}/`, options: { keep_cookies: true } });
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/a': 'read',
      '/wall': 'read',
      '/twice': 'read',
      '/second': 'redirected',
    });
    expect(cookiesOf('/a')).toEqual(['seen=1']);
    expect(result.frontier.record(`${origin}/twice`)?.visit.withoutCookies).toBeUndefined();
    expect(result.frontier.record(`${origin}/wall`)?.visit.withoutCookies).toBeUndefined();
  });
});
