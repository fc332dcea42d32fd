import { type ScanMode, type ScanOptions, scanOptionsSchema } from '@seo-live/protocol';
import type { PageVisit } from '../../../audit/src/page/pageVisit.ts';
import { createCrawl } from '../../../server/src/crawl/createCrawl.ts';
import { createAddressGuard } from '../../../server/src/crawl/fetch/createAddressGuard.ts';
import { createFetcher, type FetcherOptions } from '../../../server/src/crawl/fetch/createFetcher.ts';
import type { CrawlControl, CrawlProgress } from '../../../server/src/crawl/ports/crawlControl.ts';
import { type CrawlLimits, defaultCrawlLimits } from '../../../server/src/crawl/ports/defaultCrawlLimits.ts';
import { createMemoryFrontier, type MemoryFrontier } from './memoryFrontier.ts';

/** Limits short enough for quick tests and long enough for a busy machine. */
export const quickLimits: CrawlLimits = {
  ...defaultCrawlLimits,
  connectMs: 2_000,
  firstByteMs: 2_000,
  totalMs: 4_000,
  ratePerS: 10_000,
  retryMs: 5,
  retryAfterMs: 0,
  maxRetryAfterMs: 50,
  batchMs: 20,
};

export interface CrawlOf {
  url: string;
  mode?: ScanMode;
  options?: Partial<ScanOptions>;
  limits?: Partial<CrawlLimits>;
  allowPrivate?: boolean;
  ownPorts?: number[];
  lookup?: FetcherOptions['lookup'];
  frontier?: MemoryFrontier;
  signal?: AbortSignal;
  gate?: CrawlControl['gate'];
  readBody?: Parameters<typeof createCrawl>[0]['readBody'];
  judge?: (visit: PageVisit) => ReturnType<Parameters<typeof createCrawl>[0]['judge']>;
}

/** Reports one finding for each judged visit, so that tests see which visits were judged. */
const judgeAll = (visit: PageVisit) => [
  {
    check: 'test.seen',
    severity: 'info' as const,
    url: visit.url,
    locator: visit.url,
    evidence: { value: visit.attempts },
  },
];

/** Runs one crawl over a frontier in memory. Returns its results; `error` is what it threw. */
export async function crawlOf(setup: CrawlOf) {
  const limits = { ...quickLimits, ...setup.limits };
  const options = scanOptionsSchema.parse({ ...setup.options, rate_per_s: 1 });
  options.rate_per_s = setup.options?.rate_per_s ?? 10_000;
  const frontier = setup.frontier ?? createMemoryFrontier(options.max_pages);
  const fetcher = createFetcher({
    refusal: createAddressGuard({
      allowPrivate: setup.allowPrivate ?? true,
      ownPorts: () => setup.ownPorts ?? [],
      ownAddresses: () => [],
    }),
    limits,
    ...(setup.lookup === undefined ? {} : { lookup: setup.lookup }),
  });
  const crawl = createCrawl({
    fetcher,
    judge: setup.judge ?? judgeAll,
    frontierOf: () => frontier.store,
    readBody: setup.readBody,
    limits,
  });
  const progress: CrawlProgress[] = [];
  let sent = 0;
  let error: unknown = null;
  try {
    await crawl(
      { jobId: 'j', url: setup.url, mode: setup.mode ?? 'site', options },
      {
        signal: setup.signal ?? new AbortController().signal,
        gate: setup.gate ?? (() => Promise.resolve()),
        report: (news) => progress.push(news),
        requestSent: () => {
          sent++;
        },
      },
    );
  } catch (thrown) {
    error = thrown;
  }
  await fetcher.close();
  return { frontier, progress, error, sent, last: progress.at(-1) };
}
