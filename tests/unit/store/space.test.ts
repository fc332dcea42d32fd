import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { boundPage } from '../../../server/src/store/frontier/boundPage.ts';
import { reachedLimits } from '../../../server/src/store/frontier/crawlNotes.ts';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { createJobRows } from '../../../server/src/store/jobs/createJobRows.ts';
import { createSiteResults } from '../../../server/src/store/site/createSiteResults.ts';
import { openScanStore, type ScanStore } from '../../support/checks/scanStore.ts';
import { visitOf } from '../../support/crawl/visitOf.ts';

const origin = 'https://example.org';
const long = 'd'.repeat(1_900);
const MB = 1_000_000;

let scan: ScanStore;
beforeEach(async () => {
  scan = await openScanStore(`${origin}/`);
});
afterEach(() => scan.close());

/** A page of some kilobytes with links that its base makes long, each with a finding. */
const pageOf = (n: number, links: number) => {
  const urls = Array.from({ length: links }, (_, i) => `${origin}/${long}/${n}-${i}`);
  const record = visitOf({ url: `${origin}/${n}`, links: urls, findings: [] });
  return {
    ...record,
    findings: urls.map((locator) => ({
      check: 'link.non-descriptive',
      severity: 'low' as const,
      url: record.visit.url,
      locator,
      evidence: { target: locator, anchor: 'here' },
    })),
  };
};

const frontierOf = (maxBytes?: number) =>
  createFrontierStore({
    store: scan.store,
    jobId: scan.jobId,
    maxPages: 1_000,
    maxBytes,
    clock: systemClock,
  });

const limits = async () => {
  const reached = await reachedLimits(scan.store.db, scan.jobId);
  return Object.fromEntries(reached.map(({ limit, left_out }) => [limit, left_out]));
};

describe('a page', () => {
  it('fills at most a megabyte, and what is left out is noted', async () => {
    const before = scan.store.usedBytes();
    await frontierOf().record([pageOf(0, 3_000)]);
    expect(scan.store.usedBytes() - before).toBeLessThan(MB);
    const { page_links: links, page_findings: findings } = await limits();
    const stored = await scan.store.db.selectFrom('links').select('position').execute();
    expect(stored.length).toBeGreaterThan(40);
    expect(stored.length + (links ?? 0)).toBe(3_000);
    expect(findings).toBeGreaterThan(2_500);
  });

  it('may fill more when its HTML is long', () => {
    const page = pageOf(0, 3_000);
    page.visit.bytes = 10 * MB;
    expect(boundPage(page).record.visit.facts?.links).toHaveLength(3_000);
  });

  it('is kept whole when it is ordinary', () => {
    const page = visitOf({
      url: `${origin}/`,
      links: Array.from({ length: 300 }, (_, i) => `${origin}/an-ordinary-address-of-a-page/${i}.html`),
      findings: ['title.missing', 'desc.missing'],
    });
    expect(boundPage(page)).toMatchObject({ record: page, findingsLeftOut: 0 });
  });
});

describe('a scan that fills its space', () => {
  it('reads no further page, counts every URL and says why', async () => {
    const frontier = frontierOf(2 * MB);
    await frontier.add(
      Array.from({ length: 10 }, (_, n) => ({
        url: `${origin}/${n}`,
        depth: 0,
        source: 'sitemap' as const,
        inSitemap: true,
      })),
    );
    let read = 0;
    for (let [item] = await frontier.take(1); item !== undefined; [item] = await frontier.take(1)) {
      await frontier.record([pageOf(read, 500)]);
      read += 1;
    }
    expect(read).toBeGreaterThan(1);
    expect(read).toBeLessThan(6);
    expect(await limits()).toMatchObject({ scan_disk: null });
    const { pages } = await frontier.counts();
    expect(pages).toMatchObject({ crawled: read, queued: 0, in_flight: 0 });
    expect(pages.discovered).toBe(read + pages.skipped.limit);
    // A later run of the same scan does not begin again.
    expect(await frontierOf(2 * MB).take(1)).toEqual([]);
  });

  it('keeps the findings of the analysis that fit', async () => {
    const results = createSiteResults(scan.store, { maxBytes: MB });
    await results.begin(scan.jobId);
    for (let n = 0; n < 10; n++) await results.addFindings(scan.jobId, pageOf(n, 100).findings);
    const { length } = await scan.store.db.selectFrom('findings').select('url').execute();
    expect(length).toBeGreaterThan(50);
    expect(length).toBeLessThan(300);
    expect(await limits()).toEqual({ scan_disk: null });
  });

  it('ends also when all scans together have filled theirs', async () => {
    const { store, jobId } = scan;
    const frontier = createFrontierStore({
      store,
      jobId,
      maxPages: 10,
      maxDataBytes: 1,
      clock: systemClock,
    });
    await frontier.add([{ url: `${origin}/`, depth: 0, source: 'start', inSitemap: false }]);
    expect(await frontier.take(1)).toEqual([]);
    expect(await limits()).toEqual({ data_disk: null });
  });
});

it('gives the space of a removed scan back', async () => {
  const before = scan.store.usedBytes();
  for (let n = 0; n < 5; n++) await frontierOf().record([pageOf(n, 500)]);
  expect(scan.store.usedBytes()).toBeGreaterThan(before + 3 * MB);
  await createJobRows(scan.store).removeJob(scan.jobId);
  expect(scan.store.usedBytes()).toBeLessThan(before + 0.2 * MB);
  expect(scan.store.shrink()).toBe(false);
});
