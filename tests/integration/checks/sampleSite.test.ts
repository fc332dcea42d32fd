import { checkIds } from '@seo-live/protocol/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuildReport } from '../../../server/src/report/createBuildReport.ts';
import { countJob } from '../../../server/src/store/jobs/jobCounts.ts';
import { createReportFacts } from '../../../server/src/store/report/createReportFacts.ts';
import { type CheckedScan, scanSite } from '../../support/checks/checkedScan.ts';
import { compareTruth, readTruth } from '../../support/checks/compareTruth.ts';
import { startSampleSite } from '../../support/sampleSite/site.ts';

const truth = readTruth();
let site: Awaited<ReturnType<typeof startSampleSite>>;
let scan: CheckedScan;

beforeAll(async () => {
  site = await startSampleSite();
  scan = await scanSite(`${site.origin}/`, { ratePerS: 50, retryMs: 50 });
});

afterAll(async () => {
  await scan?.close();
  await site?.close();
});

it('finds all planted problems and no others', () => {
  expect(compareTruth(truth, scan.findings, site.origin)).toEqual({
    missed: [],
    invented: [],
    nearMisses: [],
  });
});

it('has the read, refused and failed pages of the truth file', async () => {
  const facts = createReportFacts(scan.store.db);
  const job = {
    jobId: scan.jobId,
    url: `${site.origin}/`,
    mode: 'site',
    options: {},
    createdAt: '',
    startedAt: null,
  };
  const { report, result } = await createBuildReport({ facts })(job, {
    status: 'completed',
    notRun: [],
    counts: await countJob(scan.store.db, scan.jobId),
  });
  expect(result.coverage.read).toBe(truth.crawl.pages_read);
  expect(result.coverage.refused).toBe(truth.crawl.refused.length);
  expect(report.pages.failed).toBe(truth.crawl.errors.length);
  const pages = await Array.fromAsync(facts.allPages(scan.jobId));
  const read = pages
    .filter(({ outcome }) => outcome === 'read')
    .map(({ url }) => url.slice(site.origin.length));
  expect(read.sort()).toEqual([...truth.crawl.urls].sort());
});

/**
 * Faults of files of the whole host, which would hide the other faults of this site, and answers that depend on the
 * client. Their own tests plant them.
 */
const plantedElsewhere: readonly string[] = [
  'sitemap.invalid',
  'robots.blocks-all',
  'robots.5xx',
  'redirect.needs-cookies',
];

describe('a check that is switched off', () => {
  it.each(checkIds.filter((check) => !plantedElsewhere.includes(check)))(
    '%s has no findings, and nothing else changes',
    async (check) => {
      const left = compareTruth(truth, await scan.findingsWithout(new Set([check])), site.origin);
      const planted = truth.findings.filter((finding) => finding.check === check);
      expect(left.missed).toHaveLength(planted.length);
      expect(planted.length).toBeGreaterThan(0);
      expect(left.missed.every((line) => line.startsWith(`${check} |`))).toBe(true);
      expect(left.invented).toEqual([]);
    },
  );
});
