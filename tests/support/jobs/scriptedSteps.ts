import { setImmediate as breathe } from 'node:timers/promises';
import type { CrawlControl } from '../../../server/src/crawl/ports/crawlControl.ts';
import type { ScanJob, ScanSteps } from '../../../server/src/jobs/run/scanSteps.ts';
import { systemClock } from '../../../server/src/shared/clock.ts';
import type { Store } from '../../../server/src/store/database/openStore.ts';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { visitOf } from '../crawl/visitOf.ts';
import { simulatedReport } from './simulatedReport.ts';

export interface Script {
  /** Number of pages of the simulated site: page i links to 2i+1 and 2i+2. */
  pages: number;
  /** Awaited before each page, e.g. to stop the scan in the middle. */
  beforePage?: (job: ScanJob, page: number) => Promise<void> | void;
  crawlFails?: Error;
  beforeAnalysis?: (job: ScanJob) => Promise<void> | void;
  reportFails?: Error;
}

/**
 * A scan of a simulated site that writes real rows through the real frontier. The rows are the same every
 * time: one finding a page.
 */
export function scriptedSteps(store: Store, script: Script): ScanSteps {
  const urlOf = (job: ScanJob, page: number): string => `${new URL(job.url).origin}/${page}`;

  async function crawl(job: ScanJob, control: CrawlControl): Promise<void> {
    if (script.crawlFails) throw script.crawlFails;
    const frontier = createFrontierStore({ store, jobId: job.jobId, maxPages: 1000, clock: systemClock });
    const reportPhase = async (phase: 'discovering' | 'crawling'): Promise<void> => {
      const counts = await frontier.counts();
      control.report({
        phase,
        ...counts,
        ratePerS: 5,
        again: null,
        inSitemap: 0,
        againInS: 0,
        currentUrls: [job.url],
        slowed: 0,
      });
    };
    await reportPhase('discovering');
    await frontier.add([{ url: urlOf(job, 0), depth: 0, source: 'start', inSitemap: false }]);
    for (;;) {
      await control.gate();
      if (control.signal.aborted) return;
      const [item] = await frontier.take(1);
      if (!item) return;
      const page = Number(item.url.split('/').at(-1));
      await script.beforePage?.(job, page);
      if (control.signal.aborted) return;
      control.requestSent();
      const links = [2 * page + 1, 2 * page + 2].filter((n) => n < script.pages).map((n) => urlOf(job, n));
      await frontier.record([visitOf({ url: item.url, links, findings: ['title.missing'] })]);
      await reportPhase('crawling');
      await breathe();
    }
  }

  return {
    crawl,
    async analyse(job, { budgetMs }) {
      await script.beforeAnalysis?.(job);
      // Simulates a check that needs more time than a cancelled scan allows.
      return { notRun: budgetMs < 60_000 ? ['title.duplicate'] : [] };
    },
    async report(job, { status, notRun, counts: { pages, issues } }) {
      if (script.reportFails) throw script.reportFails;
      return simulatedReport(job, { status, pages, issues, notRun });
    },
  };
}
