import { createJudge } from '@seo-live/audit';
import { scanModes, scanOptionsSchema } from '@seo-live/protocol';
import type { Config } from './config/readConfig.ts';
import { createCrawl } from './crawl/createCrawl.ts';
import type { AddressGuard } from './crawl/fetch/createAddressGuard.ts';
import { createFetcher, USER_AGENT } from './crawl/fetch/createFetcher.ts';
import type { CrawlJob } from './crawl/ports/crawlControl.ts';
import { type CrawlLimits, defaultCrawlLimits } from './crawl/ports/defaultCrawlLimits.ts';
import { createReaderPool } from './crawl/read/createReaderPool.ts';
import { unknownMode } from './crawl/scanFailures.ts';
import type { ScanJob, ScanSteps } from './jobs/run/scanSteps.ts';
import { createBuildReport } from './report/createBuildReport.ts';
import type { Clock } from './shared/clock.ts';
import { createAnalyse } from './site/createAnalyse.ts';
import { createAnalysisThread } from './site/createAnalysisThread.ts';
import type { Store } from './store/database/openStore.ts';
import { createFrontierStore } from './store/frontier/createFrontierStore.ts';
import type { ReportFacts } from './store/report/createReportFacts.ts';
import { createSiteResults } from './store/site/createSiteResults.ts';

const MB = 1_000_000;

interface ScanStepsDeps {
  config: Config;
  store: Store;
  facts: ReportFacts;
  refusal: AddressGuard;
  clock: Clock;
  /** Called with the reason when a request to a site got no answer. */
  onFetchFailure?: (reason: string) => void;
}

const limitsOf = ({
  scanTimeoutMs,
  scanMaxBytes,
  scanRatePerHost,
  scanRetryAfterMs,
}: Config): CrawlLimits => ({
  ...defaultCrawlLimits,
  connectMs: Math.min(defaultCrawlLimits.connectMs, scanTimeoutMs),
  firstByteMs: Math.min(defaultCrawlLimits.firstByteMs, scanTimeoutMs),
  totalMs: scanTimeoutMs,
  pageBytes: scanMaxBytes,
  ratePerS: scanRatePerHost,
  retryAfterMs: scanRetryAfterMs,
});

/** The row of a job may have been written by a newer server. Throws a ScanFailure for a mode of its own. */
function toCrawlJob({ jobId, url, mode, options }: ScanJob): CrawlJob {
  const known = scanModes.find((name) => name === mode);
  if (known === undefined) throw unknownMode(mode);
  return { jobId, url, mode: known, options: scanOptionsSchema.parse(options) };
}

/** Creates the steps of a scan in their order: read and judge pages, judge the site, build the report. */
export function createScanSteps({ config, store, facts, refusal, clock, onFetchFailure }: ScanStepsDeps): {
  steps: ScanSteps;
  /** Ends all connections to scanned sites, and the processes that read their pages. */
  close: () => Promise<void>;
} {
  const limits = limitsOf(config);
  const space = { maxBytes: config.scanMaxDiskMb * MB, maxDataBytes: config.dataMaxDiskMb * MB };
  const fetcher = createFetcher({ refusal, limits, clock, userAgent: config.scanUserAgent || USER_AGENT });
  const countedGet: typeof fetcher.get = async (request) => {
    const answer = await fetcher.get(request);
    if (answer.failure !== null) onFetchFailure?.(answer.failure);
    return answer;
  };
  const readers = createReaderPool({ script: new URL('./readingProcess.ts', import.meta.url) });
  const crawl = createCrawl({
    fetcher: { ...fetcher, get: countedGet },
    judge: createJudge(),
    frontierOf: ({ jobId, options }) =>
      createFrontierStore({ store, jobId, maxPages: options.max_pages, clock, ...space }),
    limits,
    clock,
    readBody: readers.readBody,
  });
  const steps: ScanSteps = {
    crawl: async (job, control) => crawl(toCrawlJob(job), control),
    analyse: createAnalyse({
      run: createAnalysisThread({
        script: new URL('./analysisWorker.ts', import.meta.url),
        file: store.file,
      }),
      results: createSiteResults(store, space),
      clock,
    }),
    report: createBuildReport({ facts }),
  };
  const close = async (): Promise<void> => {
    readers.close();
    await fetcher.close();
  };
  return { steps, close };
}
