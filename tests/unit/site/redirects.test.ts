import { expect, it } from 'vitest';
import type { SiteObservation } from '../../../server/src/site/defineSiteCheck.ts';
import { redirectChecks } from '../../../server/src/site/redirectChecks.ts';
import type { RedirectRow, SiteFacts, UrlPair } from '../../../server/src/site/siteFacts.ts';

async function* from<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}

/** Redirects are written `a>b` and links `page>a`. `statuses` are those of the pages where redirects end. */
const factsOf = (redirects: string[], links: string[], statuses: Record<string, number> = {}): SiteFacts => {
  const pair = (text: string): UrlPair => {
    const [left = '', right = ''] = text.split('>');
    return { from: left, to: right };
  };
  const rows = redirects.map((text): RedirectRow => {
    const { from: url, to } = pair(text);
    return { url, status: 301, to };
  });
  const known = new Set(rows.map(({ url }) => url));
  return {
    duplicates: () => from([]),
    redirects: () => from(rows),
    linksToRedirects: () => from(links.map(pair).filter(({ to }) => known.has(to))),
    statusOf: async (url) => statuses[url] ?? null,
    canonicalsToErrors: () => from([]),
    brokenLinks: () => from([]),
    serverErrors: () => from([]),
    requested: async () => 0,
    withoutCanonical: () => from([]),
    sitemapProblems: () => from([]),
    needCookies: () => from([]),
    linksThatNeedCookies: () => from([]),
    robotsFiles: async () => [],
    startPage: async () => null,
    requestUrls: () => from([]),
    linksIn: () => from([]),
  };
};

const find = async (facts: SiteFacts): Promise<string[]> => {
  const found: string[] = [];
  for (const check of redirectChecks)
    for await (const { url, locator, evidence } of check.find(facts))
      found.push(`${check.id} ${url} ${locator}: ${(evidence.hops ?? []).map((hop) => hop.url).join(' ')}`);
  return found;
};

it.each<[string, string[], string[], string[]]>([
  ['one hop is not a chain', ['a>b'], ['p>a'], []],
  ['two hops are', ['a>b', 'b>c'], ['p>a'], ['redirect.chain p a: a b c']],
  ['three hops, reported where they begin', ['c>d', 'b>c', 'a>b'], ['p>a'], ['redirect.chain p a: a b c d']],
  [
    'also where a link enters later',
    ['a>b', 'b>c', 'c>d'],
    ['p>a', 'q>b', 'q>c'],
    ['redirect.chain p a: a b c d', 'redirect.chain q b: b c d'],
  ],
  ['to itself', ['a>a'], ['p>a'], ['redirect.loop p a: a a']],
  ['a loop of two', ['a>b', 'b>a'], ['p>a'], ['redirect.loop p a: a b a']],
  [
    'a redirect into a loop of three',
    ['e>a', 'a>b', 'b>c', 'c>a'],
    ['p>e'],
    ['redirect.loop p e: e a b c a'],
  ],
  [
    'a circle with two entries',
    ['a>b', 'b>a'],
    ['p>a', 'p>b'],
    ['redirect.loop p a: a b a', 'redirect.loop p b: b a b'],
  ],
])('%s', async (_, redirects, links, expected) => {
  const statuses = { b: 200, c: 200, d: 200 };
  expect(await find(factsOf(redirects, links, statuses))).toEqual(expected);
});

it('says nothing about a chain that no link leads to', async () => {
  expect(await find(factsOf(['a>b', 'b>c'], [], { c: 200 }))).toEqual([]);
});

async function chainsOf(facts: SiteFacts): Promise<SiteObservation[]> {
  const chain = redirectChecks.find(({ id }) => id === 'redirect.chain');
  return Array.fromAsync(chain?.find(facts) ?? []);
}

it.each([
  [2, 'low'],
  [3, 'low'],
  [4, 'medium'],
  [5, 'high'],
  [10, 'high'],
  [11, 'critical'],
])('weighs a chain of %d hops as %s', async (hops, severity) => {
  const redirects = Array.from({ length: hops }, (_, i) => `u${i}>u${i + 1}`);
  expect(await chainsOf(factsOf(redirects, ['p>u0']))).toMatchObject([{ severity }]);
});

it('attaches to each page that links there, shows at most twenty hops, and counts all', async () => {
  const redirects = Array.from({ length: 2000 }, (_, i) => `u${i}>u${i + 1}`);
  const links = Array.from({ length: 30 }, (_, i) => `p${i}>u0`);
  const found = await chainsOf(factsOf(redirects, links));
  expect(found.map(({ url }) => url)).toEqual(links.map((link) => link.split('>')[0]));
  expect(found[0]).toMatchObject({ locator: 'u0', evidence: { value: 2000 } });
  expect(found[0]?.evidence.hops).toHaveLength(20);
});
