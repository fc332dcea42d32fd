import { checkIds } from '@seo-live/protocol/catalogue';
import { scanSite } from '../tests/support/checks/checkedScan.ts';
import { compareTruth, isSame, readTruth } from '../tests/support/checks/compareTruth.ts';
import { startSampleSite } from '../tests/support/sampleSite/site.ts';

/**
 * Scans the sample site with the server's own code and compares the findings with `truth.json`. Exits with 1 when
 * a finding is missed or invented. With --mutate it switches each check off, one after another, and compares
 * again. Exits with 1 when the comparison still succeeds without a check.
 */
const mutate = process.argv.includes('--mutate');
const truth = readTruth();
const site = await startSampleSite();
const scan = await scanSite(`${site.origin}/`, { ratePerS: 50, retryMs: 50 });
let failed = false;

try {
  const difference = compareTruth(truth, scan.findings, site.origin);
  const count = (items: readonly { check: string }[], check: string): number =>
    items.filter((item) => item.check === check).length;
  const starting = (lines: readonly string[], check: string): number =>
    lines.filter((text) => text.startsWith(`${check} |`)).length;
  const ids = [...new Set([...checkIds, ...scan.findings.map(({ check }) => check)])];
  console.table(
    Object.fromEntries(
      ids.map((check) => [
        check,
        {
          planted: count(truth.findings, check),
          found: count(scan.findings, check),
          missed: starting(difference.missed, check),
          invented: starting(difference.invented, check),
        },
      ]),
    ),
  );
  for (const text of difference.missed) console.log(`missed    ${text}`);
  for (const text of difference.invented) console.log(`invented  ${text}`);
  for (const text of difference.nearMisses) console.log(`near miss ${text}`);
  failed = !isSame(difference);
  console.log(
    `${truth.findings.length} planted, ${scan.findings.length} found, ${difference.missed.length} missed, ` +
      `${difference.invented.length} invented, ${truth.near_misses.length} near misses tried.`,
  );

  if (mutate && !failed) {
    const survivors: string[] = [];
    for (const check of checkIds) {
      const left = compareTruth(truth, await scan.findingsWithout(new Set([check])), site.origin);
      const noticed = !isSame(left) && left.missed.every((text) => text.startsWith(`${check} |`));
      console.log(
        `${check.padEnd(26)} switched off: ${noticed ? `${left.missed.length} missed` : 'NOT NOTICED'}`,
      );
      if (!noticed) survivors.push(check);
    }
    const whole = await scan.findingsWithout(new Set());
    const steady = isSame(compareTruth(truth, whole, site.origin));
    if (!steady) console.log('With no check switched off, a second evaluation gives other findings.');
    failed = survivors.length > 0 || !steady;
    console.log(`${checkIds.length - survivors.length} of ${checkIds.length} mutations noticed.`);
  }
} finally {
  await scan.close();
  await site.close();
}
process.exitCode = failed ? 1 : 0;
