import { expect, it } from 'vitest';
import { readHtml } from '../../../support/checks/readHtml.ts';

const page = (body: string): string =>
  `<!doctype html><html><head><title>t</title></head><body>${body}</body></html>`;

it('says how many links and images it did not read', () => {
  const facts = readHtml(page('<a href=/a>a</a>'.repeat(10_001) + '<img src=/i>'.repeat(10_003)));
  expect(facts.links).toHaveLength(10_000);
  expect(facts.images).toHaveLength(10_000);
  expect(facts.leftOut).toEqual({ links: 1, images: 3, addresses: 0 });
});

it('says nothing when it read all of them', () => {
  expect(readHtml(page('<a href=/a>a</a>'.repeat(10_000))).leftOut).toBeUndefined();
});

it('reads addresses up to 8,000 characters, and counts longer ones', () => {
  const long = `/?${'a'.repeat(7_900)}`;
  const { links, leftOut } = readHtml(
    page(`<a href="${long}">a</a><a href="/b#${'x'.repeat(9_000)}">b</a>
      <a href="${long}${'a'.repeat(100)}">c</a><a href="/${'茶'.repeat(1_000)}">d</a>
      <a href="javascript:${'x'.repeat(20_000)}">e</a>`),
  );
  expect(links.map(({ url }) => url?.length ?? null)).toEqual([
    'https://example.org'.length + long.length,
    'https://example.org/b'.length,
    null,
    null,
    null,
  ]);
  expect(leftOut).toEqual({ links: 0, images: 0, addresses: 2 });
});
