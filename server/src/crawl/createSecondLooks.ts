import type { PageVisit, ScanUrl } from '@seo-live/audit';
import type { Clock } from '../shared/clock.ts';
import { type Cookies, createCookies } from './fetch/createCookies.ts';
import { followWithCookies } from './followWithCookies.ts';
import type { PoliteRequests } from './pace/createPoliteRequests.ts';
import type { CrawlLimits } from './ports/defaultCrawlLimits.ts';
import type { FailedItem, FrontierItem } from './ports/frontierStore.ts';

const CONCURRENT = 3;
/** Failures in a row of one host and one kind that failed again. The rest of that kind is not asked again. */
const ENOUGH = 20;
/** Requests of one second look, whatever it sees. */
const MAX_TRIES = 4;

type Failed = Pick<PageVisit, 'status' | 'failure'>;

/** Two failures are the same when their kind of failure, or the class of their status, is the same. */
const kindOf = ({ status, failure }: Failed): string => failure ?? `${Math.floor((status ?? 0) / 100)}xx`;

const isFailed = ({ status, failure }: Failed): boolean => failure !== null || (status ?? 0) >= 400;

/** How often a failure must be seen in a row. A broken server often works again, so it gets one more try. */
const neededOf = (kind: string): number => (kind === '5xx' ? 3 : 2);

/** The site knows the answer: it is gone, or never was there. */
const isDefinite = (kind: string): boolean => kind === '4xx';

const streakKey = (url: string, kind: string): string => `${new URL(url).host} ${kind}`;

/** The failure of an earlier visit, as it was recorded. */
const seenOnce = (item: FailedItem): PageVisit => ({
  ...item,
  refused: false,
  attempts: 1,
  redirectTo: null,
  facts: null,
  seenOnce: true,
});

/**
 * What a URL is that was read only with cookies: the page itself, or a redirect to the page at its end. The
 * site check `redirect.needs-cookies` reports it.
 */
export function readWithCookies(item: FrontierItem, without: Failed, page: PageVisit): PageVisit {
  const withoutCookies = without.status ?? 0;
  if (page.url === item.url) return { ...page, withoutCookies };
  const { url: redirectTo, requestUrl: redirectRequestUrl } = page;
  return {
    ...page,
    url: item.url,
    requestUrl: item.requestUrl,
    status: 302,
    redirectTo,
    redirectRequestUrl,
    facts: null,
    bytes: 0,
    withoutCookies,
  };
}

export interface SecondLooksOptions {
  requests: Pick<PoliteRequests, 'visit' | 'hasGivenUp' | 'cookies'>;
  clock: Clock;
  limits: Pick<CrawlLimits, 'retryMs' | 'retryAfterMs' | 'redirectHops'>;
  signal: AbortSignal;
  /** Whether a redirect may be followed to this URL. */
  mayFollow: (next: ScanUrl) => Promise<boolean>;
  /** Records the result, also when it is not a failure any more. */
  record: (visit: PageVisit) => Promise<void>;
}

/**
 * Looks again, at the end of the crawl, at what may have been a passing failure, and at what may only need
 * cookies. A definite answer (4xx) is asked for once more at once, all else not before `retryAfterMs`.
 */
export function createSecondLooks(options: SecondLooksOptions) {
  const { requests, clock, limits, signal, mayFollow, record } = options;
  const streaks = new Map<string, number>();

  const isEnough = (url: string, kind: string): boolean => (streaks.get(streakKey(url, kind)) ?? 0) >= ENOUGH;
  function countAgain(url: string, kind: string, failed: boolean): void {
    const key = streakKey(url, kind);
    streaks.set(key, failed ? (streaks.get(key) ?? 0) + 1 : 0);
  }

  const follow = (item: FrontierItem, cookies: Cookies): Promise<PageVisit | null> =>
    followWithCookies(item, { requests, cookies, hops: limits.redirectHops, mayFollow });

  async function again(item: FailedItem): Promise<PageVisit> {
    let kind = kindOf(item);
    let attempts = 1;
    for (let tried = 1; ; tried++) {
      // A jar of its own for each try, so that no cookie is sent. It shows whether the site sets any.
      const cookies = requests.cookies() === null ? createCookies() : null;
      const visit = await requests.visit(item, cookies);
      if (visit.refused || !isFailed(visit)) return visit;
      const same = kindOf(visit) === kind;
      kind = kindOf(visit);
      attempts = same ? attempts + 1 : 1;
      if (attempts >= neededOf(kind) || tried >= MAX_TRIES) {
        const page = cookies === null || cookies.isEmpty() ? null : await follow(item, cookies);
        return page === null ? { ...visit, attempts } : readWithCookies(item, visit, page);
      }
      if (!isDefinite(kind)) await clock.sleep(limits.retryMs, signal);
    }
  }

  async function lookAt(item: FailedItem): Promise<void> {
    const kind = kindOf(item);
    if (isEnough(item.url, kind)) return record(seenOnce(item));
    const visit = await again(item);
    countAgain(item.url, kind, isFailed(visit) && kindOf(visit) === kind);
    return record(visit);
  }

  async function each<T>(items: readonly T[], look: (item: T) => Promise<void>): Promise<void> {
    const rest = items.values();
    const worker = async (): Promise<void> => {
      for (const item of rest) {
        if (signal.aborted || requests.hasGivenUp()) return;
        await look(item);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT }, worker));
  }

  return {
    /** `failedAt` is when the last of them failed, by the monotonic clock. */
    async failures(items: readonly FailedItem[], failedAt: number): Promise<void> {
      const [definite, passing] = [true, false].map((is) =>
        items.filter((item) => isDefinite(kindOf(item)) === is),
      );
      await each(definite ?? [], lookAt);
      if (passing === undefined || passing.length === 0) return;
      const wait = failedAt + limits.retryAfterMs - clock.monotonicMs();
      if (wait > 0) await clock.sleep(wait, signal);
      await each(passing, lookAt);
    },
    /** URLs whose redirects lead in a circle. A circle that also cookies do not end stays as it was recorded. */
    async loops(items: readonly FrontierItem[]): Promise<void> {
      await each(items, async (item) => {
        if (isEnough(item.url, 'loop')) return;
        const scanCookies = requests.cookies();
        const page = await follow(item, scanCookies ?? createCookies());
        countAgain(item.url, 'loop', page === null);
        if (page === null) return;
        const visit = readWithCookies(item, { status: 302, failure: null }, page);
        // A scan that keeps cookies does not know which page needs them.
        await record(scanCookies === null ? visit : { ...visit, withoutCookies: undefined });
      });
    },
  };
}
