import type { Finding } from '@seo-live/protocol';
import { scanOptionsSchema } from '@seo-live/protocol';
import { createJudge } from '../../../audit/src/checks/createJudge.ts';
import type { PageRole } from '../../../audit/src/checks/defineCheck.ts';
import type { PageVisit } from '../../../audit/src/page/pageVisit.ts';
import { createCrawl } from '../../../server/src/crawl/createCrawl.ts';
import { createAddressGuard } from '../../../server/src/crawl/fetch/createAddressGuard.ts';
import { createFetcher } from '../../../server/src/crawl/fetch/createFetcher.ts';
import { defaultCrawlLimits } from '../../../server/src/crawl/ports/defaultCrawlLimits.ts';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { createAnalyse } from '../../../server/src/site/createAnalyse.ts';
import { createAnalysisThread } from '../../../server/src/site/createAnalysisThread.ts';
import { runSiteChecks } from '../../../server/src/site/runSiteChecks.ts';
import { createFrontierStore } from '../../../server/src/store/frontier/createFrontierStore.ts';
import { createReportFacts } from '../../../server/src/store/report/createReportFacts.ts';
import { createSiteFacts } from '../../../server/src/store/site/createSiteFacts.ts';
import { createSiteResults } from '../../../server/src/store/site/createSiteResults.ts';
import { openScanStore, type ScanStore } from './scanStore.ts';

export interface CheckedScan extends ScanStore {
  /** The stored findings after crawl and analysis. */
  findings: Finding[];
  /** Judges the crawled pages again, with these checks switched off. */
  findingsWithout(disabled: ReadonlySet<string>): Promise<Finding[]>;
}

const analysisScript = new URL('../../../server/src/analysisWorker.ts', import.meta.url);

const ignore = (): void => undefined;

/** Scans a site with the server's own code: crawl, page checks, store, and site checks in their thread. */
export async function scanSite(
  url: string,
  limits: { ratePerS: number; retryMs: number },
): Promise<CheckedScan> {
  const scan = await openScanStore(url);
  const { store, jobId } = scan;
  const visits = new Map<string, [PageVisit, PageRole]>();
  const judge = createJudge();
  const refusal = createAddressGuard({ allowPrivate: true, ownPorts: () => [], ownAddresses: () => [] });
  const fetcher = createFetcher({ refusal, limits: defaultCrawlLimits });
  const crawl = createCrawl({
    fetcher,
    limits: { ...limits, retryAfterMs: 0 },
    judge: (visit, role) => {
      visits.set(visit.url, [visit, role]);
      return judge(visit, role);
    },
    frontierOf: (job) =>
      createFrontierStore({
        store,
        jobId: job.jobId,
        maxPages: job.options.max_pages,
        clock: systemClock,
      }),
  });
  const analyse = createAnalyse({
    run: createAnalysisThread({ script: analysisScript, file: store.file }),
    results: createSiteResults(store),
    clock: systemClock,
  });
  try {
    await crawl(
      {
        jobId,
        url,
        mode: 'site',
        options: scanOptionsSchema.parse({ rate_per_s: Math.min(50, limits.ratePerS) }),
      },
      {
        signal: new AbortController().signal,
        gate: async () => undefined,
        report: ignore,
        requestSent: ignore,
      },
    );
    const { notRun } = await analyse({ jobId }, { budgetMs: 60_000 });
    if (notRun.length > 0) throw new Error(`These checks did not run: ${notRun.join(', ')}`);
  } catch (error) {
    await scan.close();
    throw error;
  } finally {
    await fetcher.close();
  }
  return {
    ...scan,
    findings: await Array.fromAsync(createReportFacts(store.db).allFindings(jobId)),
    async findingsWithout(disabled) {
      const again = createJudge({ disabled });
      const found = [...visits.values()].flatMap(([visit, role]) => again(visit, role));
      const reader = store.openReader();
      try {
        for await (const message of runSiteChecks(createSiteFacts(reader, jobId), { disabled }))
          if (message.type === 'findings') found.push(...message.findings);
      } finally {
        await reader.destroy();
      }
      return found;
    },
  };
}
