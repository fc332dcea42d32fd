import { expect, it } from 'vitest';
import { redirectChecks } from '../../../server/src/site/redirectChecks.ts';
import type { RedirectRow, SiteFacts, UrlPair } from '../../../server/src/site/siteFacts.ts';

async function* from<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}

/** Redirects are written `a>b` and links `page>a`. `statuses` are those of the pages where redirects end. */
const factsOf = (
  redirects: string[],
  links: string[],
  statuses: Record<string, number> = {},
  named: string[] = [],
): SiteFacts => {
  const pair = (text: string): UrlPair => {
    const [left = '', right = ''] = text.split('>');
    return { from: left, to: right };
  };
  const rows = redirects.map((text): RedirectRow => {
    const { from: url, to } = pair(text);
    return { url, status: 301, to, named: named.includes(url) };
  });
  const known = new Set(rows.map(({ url }) => url));
  return {
    duplicates: () => from([]),
    redirects: () => from(rows),
    linksToRedirects: () => from(links.map(pair).filter(({ to }) => known.has(to))),
    statusOf: async (url) => statuses[url] ?? null,
    canonicalsToErrors: () => from([]),
    brokenLinks: () => from([]),
    sitemapProblems: () => from([]),
    linksIn: () => from([]),
  };
};

const find = async (facts: SiteFacts): Promise<string[]> => {
  const found: string[] = [];
  for (const check of redirectChecks)
    for await (const { url, evidence } of check.find(facts))
      found.push(`${check.id} ${url}: ${(evidence.hops ?? []).map((hop) => hop.url).join(' ')}`);
  return found;
};

it.each<[string, string[], string[], string[]]>([
  ['one hop is not a chain', ['a>b'], ['p>a'], []],
  ['two hops are', ['a>b', 'b>c'], ['p>a'], ['redirect.chain a: a b c']],
  ['three hops, reported where they begin', ['c>d', 'b>c', 'a>b'], ['p>a'], ['redirect.chain a: a b c d']],
  [
    'also where a link enters later',
    ['a>b', 'b>c', 'c>d'],
    ['p>a', 'q>b', 'q>c'],
    ['redirect.chain a: a b c d', 'redirect.chain b: b c d'],
  ],
  ['to itself', ['a>a'], ['p>a'], ['redirect.loop a: a a']],
  ['a loop of two', ['a>b', 'b>a'], ['p>a'], ['redirect.loop a: a b a']],
  ['a redirect into a loop of three', ['e>a', 'a>b', 'b>c', 'c>a'], ['p>e'], ['redirect.loop e: e a b c a']],
  [
    'a circle with two entries',
    ['a>b', 'b>a'],
    ['p>a', 'p>b'],
    ['redirect.loop a: a b a', 'redirect.loop b: b a b'],
  ],
])('%s', async (_, redirects, links, expected) => {
  const statuses = { b: 200, c: 200, d: 200 };
  expect(await find(factsOf(redirects, links, statuses))).toEqual(expected);
});

it('reports a chain in a sitemap, and no chain that nothing leads to', async () => {
  expect(await find(factsOf(['a>b', 'b>c'], [], { c: 200 }, ['a']))).toEqual(['redirect.chain a: a b c']);
  expect(await find(factsOf(['a>b', 'b>c'], []))).toEqual([]);
});

it('shows at most twenty hops and linking pages, and reports their number', async () => {
  const redirects = Array.from({ length: 2000 }, (_, i) => `u${i}>u${i + 1}`);
  const links = Array.from({ length: 30 }, (_, i) => `p${i}>u0`);
  const chain = redirectChecks.find(({ id }) => id === 'redirect.chain');
  const found = [];
  for await (const one of chain?.find(factsOf(redirects, links)) ?? []) found.push(one);
  expect(found).toHaveLength(1);
  expect(found[0]?.evidence).toMatchObject({ value: 2000, linked_from_total: 30 });
  expect(found[0]?.evidence.hops).toHaveLength(20);
  expect(found[0]?.evidence.linked_from).toHaveLength(20);
});
