import { requestUrlOf, type ScanUrl } from '@seo-live/audit';
import type { Clock } from '../shared/clock.ts';
import { mayBeTemporary } from './mayBeTemporary.ts';
import type { PoliteRequests } from './pace/createPoliteRequests.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { RobotsAnswer, SiteRobots } from './robots/createSiteRobots.ts';
import { failureWhileFetching, robotsForbids, robotsForbidsUs, robotsRefused } from './scanFailures.ts';

const TRIES = 3;

export interface StartRobotsOptions {
  followRobots: boolean;
  requests: Pick<PoliteRequests, 'limitRate' | 'answers'>;
  robots: SiteRobots;
  limits: Pick<CrawlLimits, 'retryMs' | 'maxCrawlDelayMs'>;
  clock: Clock;
  signal: AbortSignal;
}

/** Decides by robots.txt whether the start page and its redirects may be read. */
export function createStartRobots({
  followRobots,
  requests,
  robots,
  limits,
  clock,
  signal,
}: StartRobotsOptions) {
  async function answerFor(url: string): Promise<RobotsAnswer> {
    const { origin } = new URL(url);
    for (let tried = 1; ; tried++) {
      const answer = await robots.answerFor(origin, tried);
      const { problem } = answer;
      if (problem === null || problem.refused || tried >= TRIES || !mayBeTemporary(problem)) return answer;
      await clock.sleep(limits.retryMs, signal);
    }
  }

  /** Throws when it is not robots.txt that fails, but the whole site. */
  async function throwUnlessSiteAnswers({ problem, url }: RobotsAnswer): Promise<void> {
    if (problem === null) return;
    if (problem.refused) throw robotsRefused(url, problem.status ?? 0);
    const { failure } = problem;
    if (failure === null) return;
    const isHttp = problem.sent && (failure === 'timeout' || failure === 'connection');
    if (!isHttp || !(await requests.answers(url))) throw failureWhileFetching(failure, url);
  }

  return {
    /**
     * False when robots.txt keeps Googlebot out as well, or fails: both are findings. Throws a ScanFailure when
     * only this crawler or only this page is meant, because the scan would have nothing to say.
     */
    async mayRead(page: ScanUrl): Promise<boolean> {
      const answer = await answerFor(page.url);
      if (!followRobots) return true;
      await throwUnlessSiteAnswers(answer);
      if (answer.problem !== null) return false;
      const { crawlDelayS } = answer.rules;
      if (crawlDelayS) requests.limitRate(1000 / Math.min(crawlDelayS * 1000, limits.maxCrawlDelayMs));
      if (robots.allows(requestUrlOf(page))) return true;
      if (robots.allowsGooglebot(requestUrlOf(page))) throw robotsForbidsUs(page.url);
      if (robots.allowsGooglebot(new URL('/', page.url).href)) throw robotsForbids(page.url);
      return false;
    },
    /** Whether the loaded rules allow it. Throws nothing. */
    async isAllowed(page: ScanUrl): Promise<boolean> {
      await robots.load([page.url]);
      return !followRobots || robots.allows(requestUrlOf(page));
    },
  };
}
