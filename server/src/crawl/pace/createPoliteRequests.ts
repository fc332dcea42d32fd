import type { Clock } from '../../shared/clock.ts';
import { orAborted } from '../../shared/orAborted.ts';
import type { Fetcher, FetchResult } from '../fetch/createFetcher.ts';
import { followRedirects } from '../fetch/followRedirects.ts';
import type { CrawlControl } from '../ports/crawlControl.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { FrontierItem } from '../ports/frontierStore.ts';
import { isChallenge, isRefusal, type Visitor } from '../read/createVisitor.ts';
import type { Politeness } from './createPoliteness.ts';
import { parseRetryAfter } from './parseRetryAfter.ts';

const TRIES_WHEN_REFUSED = 3;

export interface PoliteRequestsOptions {
  fetcher: Pick<Fetcher, 'get'>;
  visitPage: Visitor;
  politeness: Politeness;
  limits: Pick<CrawlLimits, 'ratePerS' | 'retryMs' | 'maxRetryAfterMs' | 'refusalsInARow'>;
  clock: Clock;
  control: Pick<CrawlControl, 'gate' | 'requestSent'>;
  signal: AbortSignal;
  /** Requests a second that this scan asks for. */
  ratePerS: number;
}

/**
 * All requests of one scan: at the pace of their host, not while paused, and slower when the site says
 * so. Rejects only when aborted.
 */
export function createPoliteRequests(options: PoliteRequestsOptions) {
  const { fetcher, visitPage, politeness, limits, clock, control, signal } = options;
  const current = new Set<string>();
  let ratePerS = options.ratePerS;
  let open = 0;
  let slowed = 0;
  let refusedInARow = 0;

  async function politely<T extends { answer: FetchResult }>(url: string, run: () => Promise<T>): Promise<T> {
    const { host } = new URL(url);
    for (let tried = 1; ; tried++) {
      await orAborted(control.gate(), signal);
      current.add(url);
      let release: (() => void) | null = null;
      let result: T;
      try {
        release = await politeness.acquire(host, ratePerS, signal);
        await orAborted(control.gate(), signal);
        open++;
        result = await run().finally(() => open--);
      } finally {
        current.delete(url);
        release?.();
      }
      const { status, headers } = result.answer;
      if (status === null) return result;
      const pageOnly = status === 403 && !isChallenge(headers);
      if (pageOnly || !isRefusal(status, headers)) {
        refusedInARow = 0;
        politeness.speedUp(host);
        return result;
      }
      if (status !== 403) slowed++;
      const asked = parseRetryAfter(headers['retry-after'], clock.wallMs());
      const wait = asked ?? limits.retryMs * 2 ** (tried - 1);
      politeness.slowDown(host, Math.min(wait, limits.maxRetryAfterMs));
      if (status === 403 || wait > limits.maxRetryAfterMs || tried >= TRIES_WHEN_REFUSED) {
        refusedInARow++;
        return result;
      }
    }
  }

  return {
    /** The whole answer after redirects, whatever its type, up to `maxBytes`. */
    fetch: (url: string, maxBytes: number): Promise<FetchResult> => {
      const bodyBytes = (status: number): number => (status === 200 ? maxBytes : 0);
      return followRedirects(url, async (hop) => {
        const get = async () => ({
          answer: await fetcher.get({ url: hop, bodyBytes, signal, onSent: control.requestSent }),
        });
        return (await politely(hop, get)).answer;
      });
    },
    visit: async (item: FrontierItem) =>
      (await politely(item.url, () => visitPage(item, signal, control.requestSent))).visit,
    /** From now on not faster than this. */
    limitRate(perS: number): void {
      ratePerS = Math.min(ratePerS, perS);
    },
    /** Those being read and those next in turn, at most three. */
    currentUrls: (): string[] => [...current].slice(0, 3),
    /** Requests to the site that are not answered yet. */
    open: (): number => open,
    slowed: (): number => slowed,
    /** The site turned us away so often that asking again would only annoy it. */
    givenUp: (): boolean => refusedInARow >= limits.refusalsInARow,
  };
}
export type PoliteRequests = ReturnType<typeof createPoliteRequests>;
