import { type PageVisit, redirectOf, requestUrlOf, type ScanUrl } from '@seo-live/audit';
import type { Clock } from '../shared/clock.ts';
import type { PoliteRequests } from './pace/createPoliteRequests.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FoundUrl, FrontierItem, FrontierStore } from './ports/frontierStore.ts';
import type { RobotsAnswer, SiteRobots } from './robots/createSiteRobots.ts';
import {
  failureOfStart,
  failureWhileFetching,
  redirectLoop,
  robotsForbids,
  robotsUnavailable,
  tooManyRedirects,
} from './scanFailures.ts';
import type { Scope } from './urls/createScope.ts';

const TRIES = 3;
const temporaryFailures = new Set(['timeout', 'connection', 'name_not_found', 'bad_answer']);

const mayBeTemporary = ({ failure, status }: { failure: string | null; status: number | null }): boolean =>
  failure === null ? status !== null && status >= 500 : temporaryFailures.has(failure);

export interface StartPageOptions {
  followRobots: boolean;
  frontier: Pick<FrontierStore, 'take'>;
  requests: PoliteRequests;
  robots: SiteRobots;
  scope: Scope;
  limits: Pick<CrawlLimits, 'retryMs' | 'redirectHops' | 'maxCrawlDelayMs'>;
  clock: Clock;
  signal: AbortSignal;
  /** Writes one hop with the URLs it found. */
  record: (visit: PageVisit, found: FoundUrl[]) => Promise<void>;
}

/**
 * Reads the start page and the redirects that lead to it. Each hop is a URL of its own, and its host belongs
 * to the scan. Throws a ScanFailure when the start page cannot be judged. A failure that may be temporary is
 * tried again first.
 */
export function createStartPage(options: StartPageOptions) {
  const { requests, robots, scope, limits, clock, signal } = options;

  async function robotsOf(url: string): Promise<RobotsAnswer> {
    const { origin } = new URL(url);
    for (let tried = 1; ; tried++) {
      const answer = await robots.answerFor(origin, tried > 1);
      const { problem } = answer;
      if (problem === null || !options.followRobots) return answer;
      if (tried < TRIES && mayBeTemporary(problem)) {
        await clock.sleep(limits.retryMs, signal);
        continue;
      }
      if (problem.failure !== null) throw failureWhileFetching(problem.failure, answer.url);
      throw robotsUnavailable(answer.url, problem.status ?? 0);
    }
  }

  async function visit(item: FrontierItem): Promise<PageVisit> {
    const { rules } = await robotsOf(item.url);
    if (options.followRobots) {
      if (!robots.allows(requestUrlOf(item))) throw robotsForbids(item.url);
      if (rules.crawlDelayS)
        requests.limitRate(1000 / Math.min(rules.crawlDelayS * 1000, limits.maxCrawlDelayMs));
    }
    for (let tried = 1; ; tried++) {
      const seen = await requests.visit(item);
      if (tried >= TRIES || seen.refused || !mayBeTemporary(seen)) return { ...seen, attempts: tried };
      await clock.sleep(limits.retryMs, signal);
    }
  }

  return {
    /** The page at the end of the redirects, not recorded yet. Null when there is nothing left to read. */
    async read(): Promise<PageVisit | null> {
      const passed = new Set<string>();
      for (;;) {
        const [item] = await options.frontier.take(1);
        if (item === undefined) return null;
        const page = await visit(item);
        passed.add(page.url);
        const failure = failureOfStart(page);
        const next = redirectOf(page);
        if (failure !== null) {
          await options.record(page, []);
          throw failure;
        }
        if (next === null) return page;
        scope.addHostOf(next.url);
        await options.record(page, [{ ...next, depth: 0, source: 'redirect', inSitemap: false }]);
        if (passed.has(next.url)) throw redirectLoop(item.url);
        if (passed.size > limits.redirectHops) {
          throw tooManyRedirects([...passed][0] ?? item.url, limits.redirectHops);
        }
      }
    },
    /** Adds the hosts of the start page's redirects to the scope again after a crash. Records nothing. */
    async addRedirectHosts(url: ScanUrl): Promise<void> {
      let next: ScanUrl | null = url;
      for (let hop = 0; next !== null && hop <= limits.redirectHops; hop++) {
        scope.addHostOf(next.url);
        await robots.load([next.url]);
        if (options.followRobots && !robots.allows(requestUrlOf(next))) return;
        next = redirectOf(await requests.visit({ ...next, depth: 0, source: 'start', inSitemap: false }));
      }
    },
  };
}
