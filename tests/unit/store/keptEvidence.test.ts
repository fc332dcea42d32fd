import { afterEach, expect, it } from 'vitest';
import { KEPT_EVIDENCE } from '../../../server/src/store/jobs/createKeptEvidence.ts';
import { createSiteResults } from '../../../server/src/store/site/createSiteResults.ts';
import { openScanStore, type ScanStore } from '../../support/checks/scanStore.ts';

let scan: ScanStore;
afterEach(() => scan.close());

const evidenceLeft = async (check: string): Promise<number> => {
  const { count } = await scan.store.db
    .selectFrom('findings')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('check_id', '=', check)
    .where('evidence', '<>', '{}')
    .executeTakeFirstOrThrow();
  return Number(count);
};

it('keeps every finding of a check, and the evidence of the first 10,000', async () => {
  scan = await openScanStore('https://example.org/');
  const results = createSiteResults(scan.store);
  const finding = (check: string, n: number) => ({
    check,
    severity: 'high' as const,
    url: `https://example.org/${n}`,
    locator: 'a',
    evidence: { target: 'https://example.org/gone', status: 404 },
  });
  await results.begin(scan.jobId);
  const many = Array.from({ length: KEPT_EVIDENCE + 5 }, (_, n) => finding('link.broken-internal', n));
  await results.addFindings(scan.jobId, many);
  await results.addFindings(scan.jobId, [finding('redirect.chain', 1)]);
  expect(await scan.store.db.selectFrom('findings').select('url').execute()).toHaveLength(KEPT_EVIDENCE + 6);
  expect(await evidenceLeft('link.broken-internal')).toBe(KEPT_EVIDENCE);
  expect(await evidenceLeft('redirect.chain')).toBe(1);

  // A repeated analysis begins anew.
  await results.begin(scan.jobId);
  await results.addFindings(scan.jobId, many.slice(0, 3));
  expect(await evidenceLeft('link.broken-internal')).toBe(3);
});
