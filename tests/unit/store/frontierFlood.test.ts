import { expect, it } from 'vitest';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { countJob } from '../../../server/src/store/jobs/jobCounts.ts';
import { createReportFacts } from '../../../server/src/store/report/createReportFacts.ts';
import { openScanStore } from '../../support/checks/scanStore.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

const site = 'https://shop.example';
const found = (name: string | number, skip?: 'robots') => ({
  url: `${site}/${name}`,
  depth: 1,
  source: 'link' as const,
  inSitemap: false,
  ...(skip && { skip }),
});

it('stores at most 100,000 skipped URLs, and continues with the others', async () => {
  const scan = await openScanStore(site);
  const frontier = createFrontierStore({
    store: scan.store,
    jobId: scan.jobId,
    maxPages: 2,
    clock: createManualClock(),
  });
  await frontier.add([found('a')]);
  for (let from = 0; from < 100_500; from += 10_050) {
    await frontier.add(Array.from({ length: 10_050 }, (_, i) => found(from + i, 'robots')));
  }
  await frontier.add([found('b'), found(100_400), found('c')]);
  const { pages } = await frontier.counts();
  expect(pages).toMatchObject({ discovered: 100_002, queued: 2, skipped: { robots: 100_000, limit: 0 } });
  expect(pages).toEqual((await countJob(scan.store.db, scan.jobId)).pages);
  expect(await createReportFacts(scan.store.db).limits(scan.jobId)).toEqual([
    { limit: 'skipped_urls', left_out: null },
  ]);
  await scan.close();
});
