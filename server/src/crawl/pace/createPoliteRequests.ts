import { type PageVisit, redirectOf, requestUrlOf } from '@seo-live/audit';
import type { Clock } from '../../shared/clock.ts';
import { orAborted } from '../../shared/orAborted.ts';
import type { Fetcher, FetchResult } from '../fetch/createFetcher.ts';
import { followRedirects } from '../fetch/followRedirects.ts';
import type { CrawlControl } from '../ports/crawlControl.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { FrontierItem } from '../ports/frontierStore.ts';
import { isChallenge, isRefusal, type Visitor } from '../read/createVisitor.ts';
import type { Politeness } from './createPoliteness.ts';

const TRIES_WHEN_REFUSED = 3;
/** Redirects that are followed between spellings of one URL. A site that goes on redirects in a loop. */
const MAX_SPELLINGS = 5;

export interface PoliteRequestsOptions {
  fetcher: Pick<Fetcher, 'get'>;
  visitPage: Visitor;
  politeness: Politeness;
  limits: Pick<CrawlLimits, 'ratePerS' | 'retryMs' | 'maxRetryAfterMs' | 'maxConsecutiveRefusals'>;
  clock: Clock;
  control: Pick<CrawlControl, 'gate' | 'requestSent'>;
  signal: AbortSignal;
  /** Requests per second in the options of this scan. */
  ratePerS: number;
}

/**
 * Sends all requests of one scan, at the pace of their host. It waits while the scan is paused, and slows
 * down when the site asks for that. Rejects only when aborted.
 */
export function createPoliteRequests(options: PoliteRequestsOptions) {
  const { fetcher, visitPage, politeness, limits, clock, control, signal } = options;
  const current = new Set<string>();
  let ratePerS = options.ratePerS;
  let open = 0;
  let slowed = 0;
  let consecutiveRefusals = 0;

  async function sendPolitely<T extends { answer: FetchResult }>(
    url: string,
    run: () => Promise<T>,
  ): Promise<T> {
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
        consecutiveRefusals = 0;
        politeness.speedUp(host);
        return result;
      }
      if (status !== 403) slowed++;
      const asked = parseRetryAfter(headers['retry-after'], clock.wallMs());
      const wait = asked ?? limits.retryMs * 2 ** (tried - 1);
      politeness.slowDown(host, Math.min(wait, limits.maxRetryAfterMs));
      if (status === 403 || wait > limits.maxRetryAfterMs || tried >= TRIES_WHEN_REFUSED) {
        consecutiveRefusals++;
        return result;
      }
    }
  }

  return {
    /** The answer after redirects, with the first `maxBytes` of a body of any type. */
    fetch: (url: string, maxBytes: number): Promise<FetchResult> => {
      const bodyBytes = (status: number): number => (status >= 200 && status < 300 ? maxBytes : 0);
      return followRedirects(url, async (hop) => {
        const get = async () => ({
          answer: await fetcher.get({
            url: hop,
            bodyBytes,
            cutBody: true,
            signal,
            onSent: control.requestSent,
          }),
        });
        return (await sendPolitely(hop, get)).answer;
      });
    },
    /**
     * Visits one URL. A redirect to another spelling of the same URL, which is how a site adds a session to it,
     * is followed at once: for the scan they are one page.
     */
    async visit(item: FrontierItem): Promise<PageVisit> {
      let current = item;
      for (let hop = 0; ; hop++) {
        const send = () => visitPage(current, signal, control.requestSent);
        const { visit } = await sendPolitely(current.url, send);
        const next = redirectOf(visit);
        if (next?.url !== item.url || hop >= MAX_SPELLINGS) return visit;
        if (requestUrlOf(next) === requestUrlOf(current)) return visit;
        current = { ...item, requestUrl: next.requestUrl };
      }
    },
    /** Lowers the requests per second of this scan to `perS`, if that is slower. */
    limitRate(perS: number): void {
      ratePerS = Math.min(ratePerS, perS);
    },
    /** Up to three URLs that are being requested or wait for their slot. */
    currentUrls: (): string[] => [...current].slice(0, 3),
    /** Number of requests to the site that are not answered yet. */
    open: (): number => open,
    slowed: (): number => slowed,
    /** True after `maxConsecutiveRefusals`. No more requests are sent then. */
    hasGivenUp: (): boolean => consecutiveRefusals >= limits.maxConsecutiveRefusals,
  };
}
export type PoliteRequests = ReturnType<typeof createPoliteRequests>;

/**
 * Milliseconds to wait by a Retry-After field: seconds or an HTTP date (RFC 9110, 10.2.3). Null when it is
 * missing or invalid.
 */
export function parseRetryAfter(value: string | string[] | undefined, wallMs: number): number | null {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - wallMs);
}
