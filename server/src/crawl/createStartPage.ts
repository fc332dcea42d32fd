import { type PageVisit, redirectOf, type ScanUrl } from '@seo-live/audit';
import type { Clock } from '../shared/clock.ts';
import { readWithCookies } from './createSecondLooks.ts';
import { createStartRobots, type StartRobotsOptions } from './createStartRobots.ts';
import { createCookies } from './fetch/createCookies.ts';
import { followWithCookies } from './followWithCookies.ts';
import { mayBeTemporary } from './mayBeTemporary.ts';
import type { PoliteRequests } from './pace/createPoliteRequests.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FoundUrl, FrontierItem, FrontierStore } from './ports/frontierStore.ts';
import {
  failureOfStart,
  leadsToOtherSite,
  redirectLoop,
  type ScanFailure,
  tooManyRedirects,
} from './scanFailures.ts';
import type { Scope } from './urls/createScope.ts';
import { isSameSite } from './urls/isSameSite.ts';

const TRIES = 3;
/** A moved site answers 301 or 308. These send visitors elsewhere for now, mostly to a log-in. */
const temporaryRedirects = new Set([302, 303, 307]);

export interface StartPageOptions extends Omit<StartRobotsOptions, 'requests'> {
  frontier: Pick<FrontierStore, 'take' | 'skip' | 'noteStartCookies' | 'needsStartCookies'>;
  requests: PoliteRequests;
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
 * tried again first. A page that needs cookies is asked for with a jar, which the scan keeps.
 */
export function createStartPage(options: StartPageOptions) {
  const { frontier, requests, scope, limits, clock, signal, record } = options;
  const robots = createStartRobots(options);
  let at: string | null = null;

  async function visit(item: FrontierItem): Promise<PageVisit> {
    for (let tried = 1; ; tried++) {
      const seen = await requests.visit(item);
      if (tried >= TRIES || seen.refused || !mayBeTemporary(seen)) return { ...seen, attempts: tried };
      await clock.sleep(limits.retryMs, signal);
    }
  }

  const asFound = ({ url, requestUrl }: ScanUrl): FoundUrl => ({
    url,
    requestUrl,
    depth: 0,
    source: 'redirect',
    inSitemap: false,
  });

  /** The start page as it is with cookies; null when it is no page with them either. */
  async function readKeepingCookies(start: FrontierItem, without: PageVisit): Promise<PageVisit | null> {
    const scanCookies = requests.cookies();
    const cookies = scanCookies ?? createCookies();
    const page = await followWithCookies(start, {
      requests,
      cookies,
      hops: limits.redirectHops,
      mayFollow: async (next) => isSameSite(start.url, next.url) && (await robots.isAllowed(next)),
    });
    if (page === null || page.facts === null || cookies.isEmpty()) return null;
    const seen = readWithCookies(start, without, page);
    if (scanCookies === null) {
      requests.keepCookies(cookies);
      await frontier.noteStartCookies();
    } else seen.withoutCookies = undefined;
    if (seen.redirectTo === null) return seen;
    scope.addHostOf(page.url);
    await record(seen, [asFound(page)]);
    return page;
  }

  /** Why the scan ends at this hop; null when it does not. */
  function failureAt(page: PageVisit, next: ScanUrl | null, passed: ReadonlySet<string>): ScanFailure | null {
    const failure = failureOfStart(page);
    if (failure !== null || next === null) return failure;
    if (passed.has(next.url)) return redirectLoop(page.url);
    if (passed.size > limits.redirectHops)
      return tooManyRedirects([...passed][0] ?? page.url, limits.redirectHops);
    const isTemporary = temporaryRedirects.has(page.status ?? 0);
    return isTemporary && !isSameSite(page.url, next.url) ? leadsToOtherSite(page.url, next.url) : null;
  }

  return {
    /**
     * The page at the end of the redirects, not recorded yet. Null when there is nothing left to read, and when
     * robots.txt forbids it to search engines as well, which is a finding.
     */
    async read(): Promise<PageVisit | null> {
      const passed = new Set<string>();
      let start: FrontierItem | null = null;
      for (;;) {
        const [item] = await frontier.take(1);
        if (item === undefined) return null;
        start ??= item;
        at = item.url;
        if (!(await robots.mayRead(item))) {
          await frontier.skip(item.url, 'robots');
          return null;
        }
        const page = await visit(item);
        passed.add(page.url);
        const next = redirectOf(page);
        const failure = failureAt(page, next, passed);
        if (failure?.cookiesMayHelp === true && !page.refused) {
          const withCookies = await readKeepingCookies(start, page);
          if (withCookies !== null) {
            at = withCookies.url;
            return withCookies;
          }
        }
        if (failure !== null) {
          await record(page, []);
          throw failure;
        }
        if (next === null) return page;
        scope.addHostOf(next.url);
        await record(page, [asFound(next)]);
      }
    },
    /** The last URL of the redirects that was reached; null before {@link read}. */
    at: (): string | null => at,
    /** Adds the hosts of the start page's redirects to the scope again after a crash. Records nothing. */
    async addRedirectHosts(url: ScanUrl): Promise<void> {
      if (requests.cookies() === null && (await frontier.needsStartCookies()))
        requests.keepCookies(createCookies());
      let next: ScanUrl | null = url;
      for (let hop = 0; next !== null && hop <= limits.redirectHops; hop++) {
        scope.addHostOf(next.url);
        if (!(await robots.isAllowed(next))) return;
        next = redirectOf(await requests.visit({ ...next, depth: 0, source: 'start', inSitemap: false }));
      }
    },
  };
}
