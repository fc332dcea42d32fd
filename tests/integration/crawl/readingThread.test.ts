import { afterEach, expect, it } from 'vitest';
import {
  createReadingThread,
  type ReadingThread,
} from '../../../server/src/crawl/read/createReadingThread.ts';
import { readBody } from '../../../server/src/crawl/read/readBody.ts';

const script = new URL('../../../server/src/readingWorker.ts', import.meta.url);
let thread: ReadingThread | null = null;
afterEach(async () => {
  await thread?.close();
  thread = null;
});

const headers = { 'content-type': 'text/html', 'x-robots-tag': 'noindex', 'set-cookie': ['a=1'] };
const pageOf = (n: number): Buffer =>
  Buffer.from(
    `<html lang="zh-TW"><head><title>第${n}頁</title></head><body><main><h1>高山茶</h1>` +
      `<p>茶葉 ${'x'.repeat(n * 1000)}</p><a href="/${n}">閱讀</a><img src="a.png"></main></body></html>`,
  );

it('reads the same facts as this thread would, each for its own page', async () => {
  thread = createReadingThread({ script });
  const { readBody: readThere } = thread;
  const pages = Array.from({ length: 20 }, (_, n) => ({ url: `https://example.org/${n}/`, body: pageOf(n) }));
  const there = await Promise.all(pages.map(({ url, body }) => readThere(url, headers, body)));
  const here = await Promise.all(pages.map(({ url, body }) => readBody(url, headers, body)));
  expect(there).toEqual(here);
});

it('leaves the body unchanged, because it may be part of a buffer in use', async () => {
  thread = createReadingThread({ script });
  const shared = Buffer.concat([pageOf(1), pageOf(2)]);
  const part = shared.subarray(0, pageOf(1).byteLength);
  const facts = await thread.readBody('https://example.org/', headers, part);
  expect(facts.titles).toEqual(['第1頁']);
  expect(shared.equals(Buffer.concat([pageOf(1), pageOf(2)]))).toBe(true);
});

it('rejects unfinished pages when it ends, and starts again with the next page', async () => {
  thread = createReadingThread({ script });
  const lost = thread.readBody('https://example.org/', headers, pageOf(3));
  const refused = expect(lost).rejects.toThrow('The thread that reads pages stopped');
  await thread.close();
  await refused;
  const facts = await thread.readBody('https://example.org/', headers, pageOf(4));
  expect(facts.titles).toEqual(['第4頁']);
});
