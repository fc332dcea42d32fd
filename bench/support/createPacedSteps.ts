import { setTimeout as wait } from 'node:timers/promises';
import type { PageCounts, SeverityCounts } from '@seo-live/protocol';
import type { CrawlControl } from '../../server/src/crawl/ports/crawlControl.ts';
import type { ScanJob, ScanSteps } from '../../server/src/jobs/run/scanSteps.ts';
import { simulatedReport } from '../../tests/support/jobs/simulatedReport.ts';

interface Pace {
  /** Updates a second, evenly spaced. */
  rate: number;
  seconds: number;
}

const issues: SeverityCounts = { critical: 1, high: 12, medium: 40, low: 77, info: 9 };

const countsAt = (tick: number, total: number): PageCounts => ({
  discovered: total,
  crawled: tick,
  queued: total - tick,
  in_flight: 0,
  failed: 0,
  refused: 0,
  skipped: { robots: 0, filter: 0, limit: 0, other: 0 },
});

/** The address of the page being read in an update. It contains the time when the update was made. */
const addressAt = (at: number): string => `https://paced.example/tick/${at}`;
export const madeAt = (address: string | undefined): number => Number(address?.split('/').at(-1));

/**
 * A scan that reads nothing and reports at an even pace: update number i at its start plus i intervals. So a
 * benchmark measures only the path from the job manager to the screen. After a crash the scan continues with
 * the update that is due.
 */
export function createPacedSteps({ rate, seconds }: Pace): ScanSteps {
  const total = Math.round(rate * seconds);

  async function crawl(job: ScanJob, control: CrawlControl): Promise<void> {
    const start = Date.parse(job.startedAt ?? new Date().toISOString());
    for (let tick = Math.max(1, Math.ceil(((Date.now() - start) * rate) / 1000)); tick < total; tick += 1) {
      await wait(Math.max(0, start + (tick * 1000) / rate - Date.now()));
      await control.gate();
      if (control.signal.aborted) return;
      control.report({
        phase: 'crawling',
        pages: countsAt(tick, total),
        issues,
        ratePerS: rate,
        again: null,
        inSitemap: 0,
        againInS: 0,
        currentUrls: [addressAt(Date.now())],
        slowed: 0,
      });
    }
  }

  return {
    crawl,
    analyse: async () => ({ notRun: [] }),
    report: async (job, { status }) =>
      simulatedReport(job, { status, pages: countsAt(total, total), issues }),
  };
}
