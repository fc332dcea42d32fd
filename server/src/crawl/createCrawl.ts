import type { PageRole, PageVisit } from '@seo-live/audit';
import type { Finding } from '@seo-live/protocol';
import { type Clock, systemClock } from '../shared/clock.ts';
import { createCrawlRun } from './createCrawlRun.ts';
import type { Fetcher } from './fetch/createFetcher.ts';
import { createPoliteness } from './pace/createPoliteness.ts';
import type { CrawlControl, CrawlJob } from './ports/crawlControl.ts';
import { type CrawlLimits, defaultCrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FrontierStore } from './ports/frontierStore.ts';
import { createVisitor, type VisitorOptions } from './read/createVisitor.ts';

export interface CrawlOptions {
  fetcher: Fetcher;
  /** The page checks. */
  judge: (visit: PageVisit, role: PageRole) => Finding[];
  frontierOf: (job: CrawlJob) => FrontierStore;
  limits?: Partial<CrawlLimits>;
  clock?: Clock;
  /** Reads a page outside this thread, for example in a worker thread. */
  readBody?: VisitorOptions['readBody'];
}

/**
 * Creates the crawl of this process. All scans share one pace per host. The returned function reads one
 * site. It resolves when nothing is left to read, or when the control's signal aborts and no request is in
 * flight any more. It throws a ScanFailure when the start page cannot be judged. Called again for the same
 * job, it continues from the durable frontier.
 */
export function createCrawl(options: CrawlOptions) {
  const limits = { ...defaultCrawlLimits, ...options.limits };
  const clock = options.clock ?? systemClock;
  const parts = {
    fetcher: options.fetcher,
    judge: options.judge,
    visitPage: createVisitor({ fetcher: options.fetcher, limits, readBody: options.readBody }),
    politeness: createPoliteness({ limits, clock }),
    limits,
    clock,
  };

  return async function crawl(job: CrawlJob, control: CrawlControl): Promise<void> {
    const broken = new AbortController();
    const signal = AbortSignal.any([control.signal, broken.signal]);
    const run = createCrawlRun({ ...parts, job, control, signal, broken, frontier: options.frontierOf(job) });
    try {
      await run();
    } catch (error) {
      if (broken.signal.aborted) throw broken.signal.reason;
      if (!control.signal.aborted) throw error;
    }
  };
}
export type Crawl = ReturnType<typeof createCrawl>;
