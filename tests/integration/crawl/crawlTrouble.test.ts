import { afterEach, describe, expect, it } from 'vitest';
import type { PageHeaders } from '../../../audit/src/page/createHeadCollector.ts';
import { readBody } from '../../../server/src/crawl/read/readBody.ts';
import { UnreadablePage } from '../../../server/src/crawl/read/readingTask.ts';
import { outcomes, page, status } from '../../support/crawl/crawledPages.ts';
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
  return started;
}

describe('failures', () => {
  it('count only after another try, and a good answer replaces the failure', async () => {
    const { origin, paths } = await site({
      '/': page('/gone', '/broken', '/hiccup', '/drop'),
      '/gone': 404,
      '/broken': 500,
      '/hiccup': status(502, page('/found-late')),
      '/drop': (_request, response, times) =>
        times < 2
          ? response.socket?.resetAndDestroy()
          : response.writeHead(200, { 'content-type': 'text/html' }).end(page()),
      '/found-late': page(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toEqual({
      '/': 'read',
      '/gone': 'failed',
      '/broken': 'failed',
      '/hiccup': 'read',
      '/drop': 'read',
      '/found-late': 'read',
    });
    expect(result.frontier.record(`${origin}/gone`)).toMatchObject({
      visit: { status: 404, attempts: 2 },
      findings: [{ check: 'test.seen' }],
    });
    expect(result.frontier.record(`${origin}/broken`)).toMatchObject({ visit: { status: 500, attempts: 3 } });
    expect(paths().filter((path) => path === '/broken')).toHaveLength(3);
  });

  it('have no findings before they are verified', async () => {
    const abort = new AbortController();
    const { origin } = await site({
      '/': page('/gone', '/stop'),
      '/gone': 404,
      '/stop': () => setTimeout(() => abort.abort(), 100),
    });
    const result = await crawlOf({ url: `${origin}/`, signal: abort.signal });
    expect(result.frontier.record(`${origin}/gone`)).toMatchObject({ outcome: 'failed', findings: [] });
  });
});

describe('a page that breaks its reader', () => {
  const reader = async (url: string, headers: PageHeaders, body: Uint8Array) => {
    if (url.endsWith('/heavy')) throw new UnreadablePage('memory', 'It needs too much memory.');
    return readBody(url, headers, body);
  };

  it('is unreadable, asked for once and no fault of the site, and the scan goes on', async () => {
    const { origin, paths } = await site({ '/': page('/heavy', '/next'), '/heavy': page(), '/next': page() });
    const result = await crawlOf({ url: `${origin}/`, readBody: reader });
    expect(result.error).toBeNull();
    expect(outcomes(result)).toEqual({ '/': 'read', '/heavy': 'failed', '/next': 'read' });
    expect(result.frontier.record(`${origin}/heavy`)).toMatchObject({
      visit: { status: 200, failure: 'unreadable' },
      findings: [],
    });
    expect(paths().filter((path) => path === '/heavy')).toHaveLength(1);
  });

  it('fails the scan with words when it is the start page', async () => {
    const { origin } = await site({ '/heavy': page() });
    const result = await crawlOf({ url: `${origin}/heavy`, readBody: reader });
    expect(result.error).toMatchObject({ code: 'page_unreadable' });
  });
});

describe('a site that slows the crawl', () => {
  it('is requested again after its Retry-After, and counted as slowed', async () => {
    const { origin } = await site({
      '/': page('/a'),
      '/a': (_request, response, times) =>
        times === 1
          ? response.writeHead(429, { 'retry-after': '0' }).end()
          : response.writeHead(200, { 'content-type': 'text/html' }).end(page()),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toMatchObject({ '/a': 'read' });
    expect(result.last?.slowed).toBe(1);
  });

  it.each<[string, number, Record<string, string>, string]>([
    ['429', 429, {}, 'refused'],
    ['503 with Retry-After', 503, { 'retry-after': '0' }, 'refused'],
    ['a challenge', 403, { 'x-datadome': 'protected' }, 'refused'],
    ['a plain 403', 403, {}, 'refused'],
    ['a plain 503', 503, {}, 'refused'],
    ['a shop that rejects', 430, {}, 'refused'],
    ['999', 999, {}, 'refused'],
    ['a challenge with 202', 202, { 'x-amzn-waf-action': 'challenge' }, 'refused'],
    ['a challenge with 200', 200, { 'cf-mitigated': 'challenge' }, 'refused'],
    ['a broken server is no refusal', 500, {}, 'failed'],
  ])('and goes on refusing: %s', async (_name, code, headers, outcome) => {
    const { origin } = await site({
      '/': page('/a'),
      '/a': (_request, response) => response.writeHead(code, headers).end(),
    });
    const result = await crawlOf({ url: `${origin}/` });
    expect(outcomes(result)).toMatchObject({ '/a': outcome });
    expect(result.frontier.record(`${origin}/a`)?.findings).toHaveLength(outcome === 'failed' ? 1 : 0);
  });

  it('is still crawled when it refuses only some pages', async () => {
    const secret = Array.from({ length: 20 }, (_, n) => `/secret${n}`);
    const { origin } = await site({
      '/': page(...secret, '/last'),
      ...Object.fromEntries(secret.map((path) => [path, 403])),
      '/last': page(),
    });
    const result = await crawlOf({ url: `${origin}/`, limits: { maxConsecutiveRefusals: 3 } });
    expect(outcomes(result)).toMatchObject({ '/secret19': 'refused', '/last': 'read' });
    expect(result.last?.slowed).toBe(0);
  });

  it('gets no more requests when it refuses everything', async () => {
    const { origin, paths } = await site({
      '/': page(...Array.from({ length: 100 }, (_, n) => `/${n}`)),
      '*': 429,
      '/robots.txt': 404,
      '/sitemap.xml': 404,
    });
    const result = await crawlOf({
      url: `${origin}/`,
      limits: { maxConsecutiveRefusals: 3, maxRetryAfterMs: 5 },
    });
    expect(result.last?.pages).toMatchObject({ refused: 100, queued: 0 });
    expect(paths().length).toBeLessThan(50);
  });
});

describe('stopping and continuing', () => {
  const chain = (length: number): Answers => ({
    ...Object.fromEntries(
      Array.from({ length }, (_, n) => [n === 0 ? '/' : `/${n}`, page(`/${n + 1}`, `/x${n}`)]),
    ),
    '*': page(),
    '/robots.txt': 404,
    '/sitemap.xml': 404,
  });

  it('aborts with nothing in flight, and sends no more requests', async () => {
    const abort = new AbortController();
    const hanging: Answer = () => {
      if (++waiting === 3) abort.abort();
    };
    let waiting = 0;
    const { origin, open, paths } = await site({
      '/': page('/a', '/b', '/c', '/d', '/e'),
      '/a': hanging,
      '/b': hanging,
      '/c': hanging,
    });
    const result = await crawlOf({ url: `${origin}/`, signal: abort.signal, limits: { perHost: 3 } });
    expect(result.error).toBeNull();
    const asked = paths().length;
    await expect.poll(open).toBe(0);
    expect(paths()).toHaveLength(asked);
    expect(paths()).not.toContain('/d');
    expect(result.frontier.outcome(`${origin}/`)).toBe('read');
    expect(result.frontier.outcome(`${origin}/a`)).toBeUndefined();
  });

  it('can be aborted before it begins', async () => {
    const { origin, paths } = await site(chain(3));
    const result = await crawlOf({ url: `${origin}/`, signal: AbortSignal.abort() });
    expect(result.error).toBeNull();
    expect(paths()).toEqual([]);
  });

  it('waits while paused, and can be aborted then', async () => {
    const { origin, paths } = await site(chain(5));
    const abort = new AbortController();
    const paused = crawlOf({ url: `${origin}/`, signal: abort.signal, gate: () => new Promise(() => {}) });
    setTimeout(() => abort.abort(), 50);
    expect((await paused).error).toBeNull();
    expect(paths()).toEqual([]);
  });

  it('continues after a crash, and loses nothing', async () => {
    const { origin, requests } = await site(chain(30));
    const whole = await crawlOf({ url: `${origin}/` });
    const frontier = createMemoryFrontier();
    for (let stop = 5; stop <= 45; stop += 10) {
      const abort = new AbortController();
      const before = requests.length;
      const run = crawlOf({
        url: `${origin}/`,
        frontier,
        signal: abort.signal,
        gate: async () => {
          if (requests.length - before > stop) abort.abort();
        },
      });
      await run;
      frontier.crash();
    }
    const end = await crawlOf({ url: `${origin}/`, frontier });
    expect(end.error).toBeNull();
    expect(outcomes(end)).toEqual(outcomes(whole));
    expect(end.last?.pages).toEqual(whole.last?.pages);
  });

  it('fails when the store fails, and leaves nothing open', async () => {
    const { origin, open } = await site(chain(50));
    const frontier = createMemoryFrontier();
    let writes = 0;
    const { record } = frontier.store;
    frontier.store.record = async (batch) => {
      if (++writes > 2) throw new Error('the disk is full');
      await record(batch);
    };
    const { error } = await crawlOf({ url: `${origin}/`, frontier });
    expect(error).toMatchObject({ message: 'the disk is full' });
    await expect.poll(open).toBe(0);
  });
});
