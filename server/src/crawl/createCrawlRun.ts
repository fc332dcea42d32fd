import { hash } from 'node:crypto';
import {
  isIndexable,
  type PageRole,
  type PageVisit,
  requestUrlOf,
  type ScanUrl,
  toScanUrl,
} from '@seo-live/audit';
import { type Finding, modeTraits, type PageCounts } from '@seo-live/protocol';
import type { Clock } from '../shared/clock.ts';
import { createFoundUrls } from './createFoundUrls.ts';
import { createRecordWriter } from './createRecordWriter.ts';
import { createSecondLooks } from './createSecondLooks.ts';
import { createStartPage } from './createStartPage.ts';
import { createCookies } from './fetch/createCookies.ts';
import type { Fetcher } from './fetch/createFetcher.ts';
import type { Politeness } from './pace/createPoliteness.ts';
import { createPoliteRequests } from './pace/createPoliteRequests.ts';
import { createRateMeter } from './pace/createRateMeter.ts';
import type { CrawlControl, CrawlJob, CrawlProgress } from './ports/crawlControl.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FoundUrl, FrontierItem, FrontierStore } from './ports/frontierStore.ts';
import { outcomeOf, type Visitor } from './read/createVisitor.ts';
import { createSiteRobots } from './robots/createSiteRobots.ts';
import { siteSitemap } from './robots/siteSitemap.ts';
import { createScope } from './urls/createScope.ts';
import { createUrlQueue } from './urls/createUrlQueue.ts';

export interface CrawlRunOptions {
  job: CrawlJob;
  control: CrawlControl;
  /** Aborts on cancel, and when `broken` aborts. */
  signal: AbortSignal;
  /** Aborted by the run itself when it cannot go on. */
  broken: AbortController;
  frontier: FrontierStore;
  fetcher: Fetcher;
  visitPage: Visitor;
  politeness: Politeness;
  judge: (visit: PageVisit, role: PageRole) => Finding[];
  limits: CrawlLimits;
  clock: Clock;
}

/** URLs of a sitemap that are added in one transaction. */
const SITEMAP_BATCH = 1_000;

/** One run of a job: discover, crawl, verify. */
export function createCrawlRun(run: CrawlRunOptions) {
  const { job, control, signal, broken, frontier, limits, clock } = run;
  const { options } = job;
  const { wholeSite } = modeTraits[job.mode];
  const scope = createScope(job.url, options);
  const requests = createPoliteRequests({
    ...run,
    ratePerS: options.rate_per_s,
    cookies: options.keep_cookies ? createCookies() : null,
  });
  const robots = createSiteRobots({
    ...run,
    fetch: requests.fetch,
    robotsBytes: limits.robotsBytes,
    note: frontier.noteRobots,
  });
  const meter = createRateMeter(clock);
  let sitemap = new Map<string, ScanUrl>();
  let startPage: string | null = null;
  let again: CrawlProgress['again'] = null;
  let phase: CrawlProgress['phase'] = 'discovering';
  /** When a URL last failed. A crawl that is resumed does not know, so it counts from its start. */
  let failedAt = clock.monotonicMs();
  const foundUrls = createFoundUrls({ options, scope, robots, isInSitemap: (url) => sitemap.has(url) });

  async function report(): Promise<void> {
    const { pages, issues } = await frontier.counts();
    // The frontier counts every URL it handed out, but most of them wait. Only an open request is in flight.
    const waiting = Math.max(0, pages.in_flight - requests.open());
    control.report({
      phase,
      pages: { ...pages, queued: pages.queued + waiting, in_flight: pages.in_flight - waiting },
      issues,
      ratePerS: meter.ratePerS(),
      again,
      againInS:
        pages.failed === 0 ? 0 : Math.max(0, failedAt + limits.retryAfterMs - clock.monotonicMs()) / 1000,
      inSitemap: Math.min(sitemap.size, options.max_pages),
      currentUrls: requests.currentUrls(),
      slowed: requests.slowed(),
    });
  }

  const stop = (error: unknown): void => broken.abort(error);
  const writer = createRecordWriter({ frontier, limits, clock, written: report, failed: stop });
  const queue = createUrlQueue({ frontier, flush: writer.flush, ahead: 4 * limits.perHost });

  /** A failure has no findings until it is verified. The start page is: it was tried more than once. */
  function push(visit: PageVisit, found: FoundUrl[], verified: boolean): void {
    const outcome = outcomeOf(visit);
    const judged = outcome !== 'refused' && (outcome !== 'failed' || verified);
    const indexable =
      visit.withoutCookies === undefined && isIndexable(visit, robots.allowsGooglebot(requestUrlOf(visit)));
    if (outcome === 'failed' && !verified) failedAt = clock.monotonicMs();
    meter.count();
    if (again !== null && verified) again.done += 1;
    writer.push({
      visit,
      outcome,
      textHash: visit.facts === null ? null : hash('sha256', visit.facts.mainText, 'hex'),
      indexable,
      findings: judged ? run.judge(visit, { indexable, isStart: visit.url === startPage }) : [],
      found,
    });
  }

  const hops = new Map<string, number>();

  /** The URLs that a visit found. A chain of redirects is followed up to the limit. */
  async function follow(visit: PageVisit): Promise<FoundUrl[]> {
    const hop = (hops.get(visit.url) ?? 0) + 1;
    hops.delete(visit.url);
    if (!wholeSite || visit.refused) return [];
    if (visit.redirectTo !== null && hop > limits.redirectHops) return [];
    const found = await foundUrls.from(visit);
    if (visit.redirectTo !== null && found.length > 0) hops.set(visit.redirectTo, hop);
    return found;
  }

  async function recordNow(visit: PageVisit, found: FoundUrl[]): Promise<void> {
    push(visit, found, true);
    await writer.flush();
  }

  const refusedWithoutRequest = (item: FrontierItem): PageVisit => ({
    ...item,
    status: null,
    failure: null,
    refused: true,
    attempts: 0,
    contentType: null,
    redirectTo: null,
    responseMs: 0,
    bytes: 0,
    facts: null,
  });

  async function work(): Promise<void> {
    for (let item = await queue.next(); item !== null; item = await queue.next()) {
      try {
        signal.throwIfAborted();
        const visit = requests.hasGivenUp() ? refusedWithoutRequest(item) : await requests.visit(item);
        visit.inSitemap ||= sitemap.has(visit.url);
        push(visit, await follow(visit), false);
      } finally {
        queue.done();
      }
    }
  }

  async function crawlQueue(): Promise<void> {
    const workers = Array.from({ length: limits.perHost }, () =>
      work().catch((error: unknown) => {
        if (!signal.aborted) stop(error);
      }),
    );
    await Promise.all(workers);
    await writer.flush();
    signal.throwIfAborted();
  }

  /** True when the last run ended before the start page was read. */
  const isStartUnread = ({ discovered, crawled, queued }: PageCounts): boolean =>
    discovered === 0 || (queued === 1 && discovered === crawled + 1);

  async function discover(): Promise<void> {
    const start = createStartPage({
      ...run,
      followRobots: options.follow_robots,
      requests,
      robots,
      scope,
      record: recordNow,
    });
    const { pages } = await frontier.counts();
    await frontier.add([{ ...toScanUrl(job.url), depth: 0, source: 'start', inSitemap: false }]);
    await report();
    if (!isStartUnread(pages)) await start.addRedirectHosts(toScanUrl(job.url));
    const page = isStartUnread(pages) || !wholeSite ? await start.read() : null;
    if (wholeSite) {
      const found = await siteSitemap({
        start: page?.url ?? start.at() ?? job.url,
        requests,
        robots,
        scope,
        limits,
      });
      sitemap = found.pages;
      await frontier.noteSitemaps(found);
    }
    if (page !== null) {
      startPage = page.url;
      page.inSitemap = sitemap.has(page.url);
      await recordNow(page, await follow(page));
    }
  }

  /** Adds URLs that only a sitemap names. Links are added before, so that a page's depth is its click depth. */
  async function addSitemap(): Promise<void> {
    const urls = [...(await foundUrls.internal(sitemap.values())).values()];
    for (let from = 0; from < urls.length; from += SITEMAP_BATCH) {
      const part = urls.slice(from, from + SITEMAP_BATCH);
      await frontier.add(part.map((url) => foundUrls.found(url, 1, 'sitemap')));
    }
    if (urls.length > 0) await report();
  }

  async function mayFollow(next: ScanUrl): Promise<boolean> {
    if (!scope.isInternal(next.url)) return false;
    if (!options.follow_robots) return true;
    await robots.load([next.url]);
    return robots.allows(requestUrlOf(next));
  }

  async function verify(): Promise<void> {
    const record = async (visit: PageVisit): Promise<void> => push(visit, await follow(visit), true);
    const secondLooks = createSecondLooks({ ...run, requests, mayFollow, record });
    await secondLooks.loops(await frontier.loops());
    await crawlQueue();
    for (;;) {
      const failures = await frontier.failures();
      if (failures.length === 0 || requests.hasGivenUp()) return;
      again = { done: again?.done ?? 0, total: (again?.done ?? 0) + failures.length };
      await secondLooks.failures(failures, failedAt);
      await crawlQueue();
    }
  }

  return async function crawlJob(): Promise<void> {
    try {
      await discover();
      phase = 'crawling';
      await report();
      await crawlQueue();
      await addSitemap();
      await crawlQueue();
      phase = 'verifying';
      await report();
      await verify();
    } finally {
      await writer.flush();
      if (control.signal.aborted) await addSitemap();
    }
    await report();
  };
}
