import { expect, it } from 'vitest';
import { readBody } from '../../../server/src/crawl/read/readBody.ts';

const headers = { 'content-type': 'text/html; charset=utf-8' };
const read = (base: string, links: number) =>
  readBody(
    'https://example.org/',
    headers,
    Buffer.from(
      `<html><head><base href="https://example.org/${base}/"></head><body>${Array.from(
        { length: links },
        (_, n) => `<a href=${n}>Page ${n}</a>`,
      ).join('')}`,
    ),
  );

it('keeps the first links of a page whose base makes them long, and counts the others', async () => {
  const { links, leftOut } = await read('d'.repeat(2_000), 5_000);
  expect(links.length).toBeGreaterThan(300);
  expect(links.length).toBeLessThan(1_000);
  expect(links[0]?.text).toBe('Page 0');
  expect(leftOut?.links).toBe(5_000 - links.length);
});

it('keeps all links of an ordinary page', async () => {
  const { links, leftOut } = await read('an/ordinary/base', 5_000);
  expect(links).toHaveLength(5_000);
  expect(leftOut).toBeUndefined();
});
