import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FoundUrl } from '../../../server/src/crawl/ports/frontierStore.ts';
import { spellingsMark } from '../../../server/src/store/frontier/adoptIdentities.ts';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { countJob } from '../../../server/src/store/jobs/jobCounts.ts';
import { openScanStore, type ScanStore } from '../../support/checks/scanStore.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import { visitOf } from '../../support/crawl/visitOf.ts';

const site = 'https://shop.example';
const at = (name: string | number): string => `${site}/${name}`;
const found = (url: string, more: Partial<FoundUrl> = {}): FoundUrl => ({
  url,
  depth: 1,
  source: 'link',
  inSitemap: false,
  ...more,
});

let scan: ScanStore;
const open = (maxPages = 1000) =>
  createFrontierStore({ store: scan.store, jobId: scan.jobId, maxPages, clock: createManualClock() });

beforeEach(async () => {
  scan = await openScanStore(site);
});
afterEach(() => scan.close());

const rowsOf = (table: 'urls' | 'links' | 'findings') =>
  scan.store.db.selectFrom(table).selectAll().execute();

describe('the frontier', () => {
  it('hands out URLs in order of discovery, each once', async () => {
    const frontier = open();
    await frontier.add([found(at('a')), found(at('b')), found(at('a')), found(at('c'))]);
    expect((await frontier.take(2)).map(({ url }) => url)).toEqual([at('a'), at('b')]);
    expect((await frontier.take(2)).map(({ url }) => url)).toEqual([at('c')]);
    expect(await frontier.take(2)).toEqual([]);
    expect((await frontier.counts()).pages).toMatchObject({ discovered: 3, queued: 0, in_flight: 3 });
  });

  it('hands out URLs again that were taken but not recorded before a crash', async () => {
    const before = open();
    await before.add([found(at('a')), found(at('b')), found(at('c'))]);
    await before.take(3);
    await before.record([visitOf({ url: at('b') })]);
    const after = open();
    expect((await after.take(9)).map(({ url }) => url)).toEqual([at('a'), at('c')]);
  });

  it('keeps the row of a known URL, and remembers that a sitemap lists it', async () => {
    const frontier = open();
    await frontier.add([found(at('a'), { depth: 2 })]);
    await frontier.add([found(at('a'), { depth: 7, source: 'sitemap', inSitemap: true })]);
    await frontier.add([found(at('a'), { depth: 1 })]);
    expect(await rowsOf('urls')).toMatchObject([{ n: 1, depth: 2, source: 'link', in_sitemap: 1 }]);
  });

  it('requests a URL in the spelling in which it was first found', async () => {
    const frontier = open();
    await frontier.add([found(at('%E8'), { requestUrl: at('%e8') }), found(at('a'))]);
    await frontier.add([found(at('%E8'))]);
    expect(await frontier.take(9)).toEqual([found(at('%E8'), { requestUrl: at('%e8') }), found(at('a'))]);
  });

  it('makes one URL of the spellings that an earlier version stored, and reads it again', async () => {
    const spelled = at('%e8%8a%b1');
    const before = open();
    await before.add([found(spelled), found(at('%E8%8A%B1')), found(at('a')), found(at('b'))]);
    await before.record([
      visitOf({ url: spelled, links: [at('a')], findings: ['title.missing'] }),
      visitOf({ url: at('%E8%8A%B1'), findings: ['title.missing'] }),
      visitOf({ url: at('a'), links: [spelled, at('b')], findings: ['title.missing'], found: [] }),
      visitOf({ url: at('b'), outcome: 'redirected', links: [spelled], found: [] }),
    ]);
    await scan.store.db
      .insertInto('meta')
      .values({ key: spellingsMark(scan.jobId), value: '1' })
      .execute();

    const after = open();
    expect(await after.take(9)).toEqual([found(at('%E8%8A%B1'), { requestUrl: spelled }), found(at('b'))]);
    expect((await after.counts()).issues.high).toBe(1);
    expect((await rowsOf('links')).map(({ to_url }) => to_url)).toEqual([at('%E8%8A%B1'), at('b')]);
    expect((await rowsOf('urls')).map(({ url }) => url)).toEqual([at('%E8%8A%B1'), at('a'), at('b')]);
    expect(await scan.store.db.selectFrom('meta').selectAll().execute()).toEqual([]);
  });

  it('counts skipped URLs by their reason', async () => {
    const frontier = open();
    await frontier.add([
      found(at('a'), { skip: 'robots' }),
      found(at('b'), { skip: 'filter' }),
      found(at('c'), { skip: 'other' }),
      found(at('d')),
    ]);
    expect((await frontier.counts()).pages).toEqual({
      discovered: 4,
      crawled: 0,
      queued: 1,
      in_flight: 0,
      failed: 0,
      refused: 0,
      skipped: { robots: 1, filter: 1, limit: 0, other: 1 },
    });
    expect(await frontier.take(9)).toHaveLength(1);
  });

  it('replaces row, links and findings when a URL is recorded again', async () => {
    const frontier = open();
    await frontier.add([found(at('a'))]);
    await frontier.take(1);
    const first = visitOf({
      url: at('a'),
      links: [at('x'), at('y')],
      findings: ['title.missing', 'h1.missing'],
    });
    await frontier.record([first]);
    await frontier.record([first]);
    expect(await rowsOf('links')).toHaveLength(2);
    expect(await rowsOf('findings')).toHaveLength(2);
    await frontier.record([visitOf({ url: at('a'), links: [at('y')], findings: ['h1.missing'] })]);
    expect((await rowsOf('links')).map(({ to_url }) => to_url)).toEqual([at('y')]);
    expect((await rowsOf('findings')).map(({ check_id }) => check_id)).toEqual(['h1.missing']);
    expect(await frontier.counts()).toMatchObject({
      pages: { discovered: 3, crawled: 1 },
      issues: { high: 1 },
    });
  });

  it('leaves site findings alone when a page is recorded again', async () => {
    const frontier = open();
    await frontier.add([found(at('a'))]);
    const row = { job_id: scan.jobId, check_id: 'title.duplicate', url: at('a'), locator: 'x' };
    await scan.store.db
      .insertInto('findings')
      .values({ ...row, severity: 'medium', scope: 'site', evidence: '{}' })
      .execute();
    await frontier.record([visitOf({ url: at('a') })]);
    await frontier.record([visitOf({ url: at('a') })]);
    expect(await rowsOf('findings')).toHaveLength(1);
  });

  it('returns failures until they are verified', async () => {
    const frontier = open();
    await frontier.add([found(at('a')), found(at('b'))]);
    await frontier.record([
      visitOf({ url: at('a'), outcome: 'failed' }),
      visitOf({ url: at('b'), outcome: 'failed' }),
    ]);
    expect((await frontier.failures()).map(({ url }) => url)).toEqual([at('a'), at('b')]);
    await frontier.record([visitOf({ url: at('a'), outcome: 'failed' }), visitOf({ url: at('b') })]);
    expect(await frontier.failures()).toEqual([]);
    expect((await frontier.counts()).pages).toMatchObject({ failed: 1, crawled: 1 });
  });

  it('records a URL that was never added', async () => {
    const frontier = open();
    await frontier.record([visitOf({ url: at('a'), links: [at('b')] })]);
    expect((await frontier.counts()).pages).toMatchObject({ discovered: 2, crawled: 1, queued: 1 });
  });

  it('neither writes nor counts a batch that fails', async () => {
    const frontier = open();
    await frontier.add([found(at('a'))]);
    const broken = visitOf({ url: at('a'), links: [at('b')], findings: ['title.missing'] });
    broken.findings[0]!.severity = null as never;
    await expect(frontier.record([broken])).rejects.toThrow(/NOT NULL/);
    expect((await frontier.counts()).pages).toMatchObject({ discovered: 1, queued: 1 });
    await frontier.record([visitOf({ url: at('a'), links: [at('b')] })]);
    expect((await frontier.counts()).pages).toMatchObject({ discovered: 2, crawled: 1, queued: 1 });
  });
});

it('does not remember a URL whose row was rolled back', async () => {
  const frontier = open();
  const broken = visitOf({ url: at('a'), findings: ['title.missing'] });
  broken.findings[0]!.severity = null as never;
  await expect(frontier.record([broken])).rejects.toThrow(/NOT NULL/);
  await frontier.add([found(at('a'))]);
  expect(await frontier.take(1)).toMatchObject([{ url: at('a') }]);
});

describe('the row of a page', () => {
  const record = async (facts: Parameters<typeof visitOf>[0]['facts']) => {
    await open().record([visitOf({ url: at('a'), facts })]);
    return (await rowsOf('urls'))[0];
  };
  const canonical = (url: string) => ({ href: url, url, from: 'head' as const });

  it('has null for a missing or empty value', async () => {
    expect(await record({ titles: [''], descriptions: [], lang: null })).toMatchObject({
      title: '',
      title_key: null,
      desc_key: null,
      lang: null,
      canonical: null,
      self_canonical: 1,
      noindex: 0,
    });
  });
  it('has the first title and description, also when they are empty', async () => {
    expect(await record({ titles: ['', 'Tea'], descriptions: ['', 'Of tea'] })).toMatchObject({
      title: '',
      title_key: null,
      desc_key: null,
    });
  });
  it('has a canonical to the page itself that is declared twice', async () => {
    const row = await record({ canonicals: [canonical(at('a')), canonical(at('a'))] });
    expect(row).toMatchObject({ canonical: at('a'), self_canonical: 1 });
  });
  it('has a canonical to another page', async () => {
    expect(await record({ canonicals: [canonical(at('b'))] })).toMatchObject({
      canonical: at('b'),
      self_canonical: 0,
    });
  });
  it('has no canonical when two disagree, as if there were none', async () => {
    const row = await record({ canonicals: [canonical(at('a')), canonical(at('b'))] });
    expect(row).toMatchObject({ canonical: null, self_canonical: 1 });
  });
  it.each(['noindex', 'none'])('has %s as noindex', async (directive) => {
    expect(await record({ robots: [{ directive, from: 'header' }] })).toMatchObject({ noindex: 1 });
  });
});

describe('the page limit', () => {
  it('admits the first pages and counts the others as skipped', async () => {
    const frontier = open(2);
    await frontier.add([found(at('a')), found(at('b')), found(at('c')), found(at('d'))]);
    expect(await frontier.take(9)).toHaveLength(2);
    expect((await frontier.counts()).pages).toMatchObject({
      discovered: 4,
      in_flight: 2,
      skipped: { limit: 2 },
    });
  });

  it('gives the slot of a redirect to its target', async () => {
    const frontier = open(1);
    await frontier.add([found(at('a'))]);
    await frontier.take(1);
    await frontier.record([visitOf({ url: at('a'), outcome: 'redirected', links: [at('b')] })]);
    expect((await frontier.take(9)).map(({ url }) => url)).toEqual([at('b')]);
  });

  it('gives a released slot to the first URL over the limit', async () => {
    const frontier = open(2);
    await frontier.add([found(at('a')), found(at('b')), found(at('c')), found(at('d'))]);
    await frontier.take(2);
    await frontier.record([visitOf({ url: at('a'), outcome: 'redirected', links: [at('b')] })]);
    expect((await frontier.take(9)).map(({ url }) => url)).toEqual([at('c')]);
    expect((await frontier.counts()).pages.skipped.limit).toBe(1);
  });

  it('ends on a site that redirects everything', async () => {
    const frontier = open(3);
    let next = 0;
    const more = (): FoundUrl[] => Array.from({ length: 5 }, () => found(at(next++)));
    await frontier.add(more());
    let asked = 0;
    for (let batch = await frontier.take(1); batch.length > 0; batch = await frontier.take(1)) {
      asked += 1;
      expect(asked).toBeLessThan(100);
      const url = batch[0]!.url;
      await frontier.record([visitOf({ url, outcome: 'redirected', found: more() })]);
    }
    expect(asked).toBe(23);
  });
});

it('always has the same counts as the rows', async () => {
  const name = fc.integer({ min: 0, max: 25 });
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('add' as const),
      names: fc.array(name, { maxLength: 6 }),
      skip: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({
      kind: fc.constant('record' as const),
      names: fc.array(name, { minLength: 1, maxLength: 4 }),
      links: fc.array(name, { maxLength: 6 }),
      outcome: fc.constantFrom('read', 'failed', 'refused', 'redirected', 'other'),
      findings: fc.subarray(['title.missing', 'h1.missing']),
    }),
    fc.constant({ kind: 'crash' as const }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.integer({ min: 1, max: 12 }),
      async (steps, maxPages) => {
        await scan.store.db.deleteFrom('links').execute();
        await scan.store.db.deleteFrom('findings').execute();
        await scan.store.db.deleteFrom('urls').execute();
        let frontier = open(maxPages);
        for (const step of steps) {
          if (step.kind === 'add') {
            await frontier.add(step.names.map((n) => found(at(n), step.skip ? { skip: 'filter' } : {})));
          } else if (step.kind === 'take') await frontier.take(step.count);
          else if (step.kind === 'crash') frontier = open(maxPages);
          else {
            const { outcome, findings } = step;
            const links = step.links.map(at);
            await frontier.record(step.names.map((n) => visitOf({ url: at(n), links, outcome, findings })));
          }
          const { pages, issues } = await frontier.counts();
          const rows = await countJob(scan.store.db, scan.jobId);
          expect({ ...pages, queued: pages.queued + pages.in_flight, in_flight: 0 }).toEqual(rows.pages);
          expect(issues).toEqual(rows.issues);
          const { discovered, skipped, ...places } = pages;
          const sum = [...Object.values(places), ...Object.values(skipped)].reduce(
            (a: number, b) => a + Number(b),
            0,
          );
          expect(sum).toBe(discovered);
        }
        const numbers = (await rowsOf('urls')).map(({ n }) => n).sort((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, i) => i + 1));
      },
    ),
    { numRuns: 60 },
  );
});
