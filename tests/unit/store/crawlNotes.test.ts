import { afterEach, beforeEach, expect, it } from 'vitest';
import { runSiteChecks, type SiteMessage } from '../../../server/src/site/runSiteChecks.ts';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { createReportFacts } from '../../../server/src/store/report/createReportFacts.ts';
import { createSiteFacts } from '../../../server/src/store/site/createSiteFacts.ts';
import { openScanStore, type ScanStore } from '../../support/checks/scanStore.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';
import { visitOf } from '../../support/crawl/visitOf.ts';

const site = 'https://shop.example';

let scan: ScanStore;
beforeEach(async () => {
  scan = await openScanStore(site);
});
afterEach(() => scan.close());

const open = () =>
  createFrontierStore({ store: scan.store, jobId: scan.jobId, maxPages: 10, clock: createManualClock() });
const limits = () => createReportFacts(scan.store.db).limits(scan.jobId);

it('adds up what limits left out of pages', async () => {
  const frontier = open();
  const leftOut = { links: 3, images: 0, addresses: 1 };
  await frontier.record([
    visitOf({ url: `${site}/a`, facts: { leftOut } }),
    visitOf({ url: `${site}/b`, facts: { leftOut } }),
  ]);
  await frontier.record([visitOf({ url: `${site}/c`, facts: { leftOut } }), visitOf({ url: `${site}/d` })]);
  expect(await limits()).toEqual([
    { limit: 'page_links', left_out: 9 },
    { limit: 'url_length', left_out: 3 },
  ]);
});

it('replaces the notes of sitemaps that an earlier run of the job made', async () => {
  const note = { limit: 'sitemap_files' as const, leftOut: 5 };
  const problem = { url: `${site}/s.xml`, kind: 'not_xml' as const, detail: 'unclosed tag: url', line: 7 };
  await open().noteSitemaps({ problems: [problem, { ...problem, url: `${site}/t.xml` }], reached: [note] });
  await open().noteSitemaps({ problems: [problem], reached: [note] });
  expect(await limits()).toEqual([{ limit: 'sitemap_files', left_out: 5 }]);

  const messages: SiteMessage[] = [];
  for await (const message of runSiteChecks(createSiteFacts(scan.store.db, scan.jobId)))
    messages.push(message);
  expect(messages.filter(({ type }) => type === 'findings')).toEqual([
    {
      type: 'findings',
      check: 'sitemap.invalid',
      findings: [
        {
          check: 'sitemap.invalid',
          severity: 'high',
          url: null,
          locator: `${site}/s.xml`,
          evidence: {
            target: `${site}/s.xml`,
            reason: 'not_xml',
            snippet: 'unclosed tag: url',
            line: 7,
          },
        },
      ],
    },
  ]);
});
