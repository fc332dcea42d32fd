import { afterEach, describe, expect, it } from 'vitest';
import {
  createReaderPool,
  type ReaderPool,
  type ReaderPoolOptions,
} from '../../../server/src/crawl/read/createReaderPool.ts';
import { readBody } from '../../../server/src/crawl/read/readBody.ts';

const script = new URL('../../../server/src/readingProcess.ts', import.meta.url);
const brokenReader = new URL('../../support/crawl/brokenReader.ts', import.meta.url);
let pool: ReaderPool | null = null;
afterEach(() => {
  pool?.close();
  pool = null;
});
function open(options: Partial<ReaderPoolOptions> = {}): ReaderPool {
  pool = createReaderPool({ script, readers: 1, ...options });
  return pool;
}

const headers = { 'content-type': 'text/html', 'x-robots-tag': 'noindex', 'set-cookie': ['a=1'] };
const pageOf = (n: number): Buffer =>
  Buffer.from(
    `<html lang="zh-TW"><head><title>第${n}頁</title></head><body><main><h1>高山茶</h1>` +
      `<p>茶葉 ${'x'.repeat(n * 1000)}</p><a href="/${n}">閱讀</a><img src="a.png"></main></body></html>`,
  );

it('reads the same facts as this process would, each for its own page', async () => {
  const { readBody: readThere } = open({ readers: 3 });
  const pages = Array.from({ length: 20 }, (_, n) => ({ url: `https://example.org/${n}/`, body: pageOf(n) }));
  const there = await Promise.all(pages.map(({ url, body }) => readThere(url, headers, body)));
  const here = await Promise.all(pages.map(({ url, body }) => readBody(url, headers, body)));
  expect(there).toEqual(here);
});

it('leaves the body unchanged, because it may be part of a buffer in use', async () => {
  const shared = Buffer.concat([pageOf(1), pageOf(2)]);
  const part = shared.subarray(0, pageOf(1).byteLength);
  const facts = await open().readBody('https://example.org/', headers, part);
  expect(facts.titles).toEqual(['第1頁']);
  expect(shared.equals(Buffer.concat([pageOf(1), pageOf(2)]))).toBe(true);
});

describe('a page that breaks its reader', () => {
  it.each([
    ['memory', 'memory'],
    ['time', 'time'],
    ['fault', 'fault'],
    ['exit', 'fault'],
  ])('%s: is unreadable with the reason, and pages before and after it are read', async (path, reason) => {
    const { readBody: read } = open({
      script: brokenReader,
      memoryMb: 48,
      // Ample for a reader on a busy machine that runs out of memory.
      pageMs: path === 'time' ? 1_500 : 60_000,
    });
    const urls = ['/before', `/${path}`, '/after'].map((part) => `https://example.org${part}`);
    const results = await Promise.allSettled(urls.map((url, n) => read(url, headers, pageOf(n))));
    const [before, broken, after] = results;
    expect(before).toMatchObject({ status: 'fulfilled', value: { titles: ['第0頁'] } });
    expect(broken).toMatchObject({ status: 'rejected', reason: { name: 'UnreadablePage', reason } });
    expect(after).toMatchObject({ status: 'fulfilled', value: { titles: ['第2頁'] } });
  });
});

it('reads a page of another site before the rest of a site with many pages', async () => {
  const { readBody: read } = open();
  const order: string[] = [];
  const pages = [...Array.from({ length: 8 }, (_, n) => `https://many.example/${n}`), 'https://one.example/'];
  await Promise.all(
    pages.map(async (url, n) => {
      await read(url, headers, pageOf(n));
      order.push(new URL(url).host);
    }),
  );
  expect(order.indexOf('one.example')).toBeLessThan(3);
});

it('gives up a waiting page when its scan is cancelled', async () => {
  const { readBody: read } = open();
  const abort = new AbortController();
  const first = read('https://example.org/1', headers, pageOf(1));
  const cancelled = read('https://example.org/2', headers, pageOf(2), abort.signal);
  abort.abort(new Error('cancelled'));
  await expect(cancelled).rejects.toThrow('cancelled');
  expect((await first).titles).toEqual(['第1頁']);
});

it('rejects waiting pages when it closes, and when no reader starts', async () => {
  const closing = open();
  const lost = expect(closing.readBody('https://example.org/', headers, pageOf(3))).rejects.toThrow('closed');
  closing.close();
  await lost;
  const missing = open({ script: new URL('./missing.ts', import.meta.url) });
  const refused = missing.readBody('https://example.org/', headers, pageOf(4));
  await expect(refused).rejects.toThrow('does not start');
});
