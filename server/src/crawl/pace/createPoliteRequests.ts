import { type PageVisit, type Refusal, redirectOf, refusalOf, requestUrlOf } from '@seo-live/audit';
import type { Clock } from '../../shared/clock.ts';
import { orAborted } from '../../shared/orAborted.ts';
import type { Cookies } from '../fetch/createCookies.ts';
import type { Fetcher } from '../fetch/createFetcher.ts';
import { followRedirects } from '../fetch/followRedirects.ts';
import type { FetchResult } from '../fetch/receiveAnswer.ts';
import type { CrawlControl } from '../ports/crawlControl.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { FrontierItem } from '../ports/frontierStore.ts';
import type { Visitor } from '../read/createVisitor.ts';
import type { Politeness } from './createPoliteness.ts';

const TRIES_WHEN_REFUSED = 3;
/** After each run of this many forbidden URLs the crawl slows down, but not to more than this factor. */
const FORBIDDEN_RUN = 5;
const FORBIDDEN_SLOWNESS = 4;
/** Redirects that are followed between spellings of one URL. A site that goes on redirects in a loop. */
const MAX_SPELLINGS = 5;

export interface RefusableResult extends FetchResult {
  refused: boolean;
}

export interface PoliteRequestsOptions {
  fetcher: Pick<Fetcher, 'get' | 'probe'>;
  visitPage: Visitor;
  politeness: Politeness;
  limits: Pick<CrawlLimits, 'ratePerS' | 'retryMs' | 'maxRetryAfterMs' | 'maxConsecutiveRefusals'>;
  clock: Clock;
  control: Pick<CrawlControl, 'gate' | 'requestSent'>;
  signal: AbortSignal;
  /** Requests per second in the options of this scan. */
  ratePerS: number;
  /** The jar of the whole scan; null when it keeps no cookies. */
  cookies: Cookies | null;
}

/**
 * Sends all requests of one scan, at the pace of their host. It waits while the scan is paused, and slows
 * down when the site asks for that. Rejects only when aborted.
 */
export function createPoliteRequests(options: PoliteRequestsOptions) {
  const { fetcher, visitPage, politeness, limits, clock, control, signal } = options;
  const current = new Set<string>();
  let ratePerS = options.ratePerS;
  let scanCookies = options.cookies;
  let open = 0;
  let slowed = 0;
  let consecutiveRefusals = 0;
  let forbiddenInARow = 0;

  async function sendPolitely<T extends { answer: FetchResult; refusal: Refusal | null }>(
    url: string,
    run: () => Promise<T>,
  ): Promise<T> {
    const { host } = new URL(url);
    for (let tried = 1; ; tried++) {
      await orAborted(control.gate(), signal);
      let release: (() => void) | null = null;
      let result: T;
      try {
        release = await politeness.acquire(host, ratePerS, signal);
        await orAborted(control.gate(), signal);
        open++;
        current.add(url);
        result = await run().finally(() => open--);
      } finally {
        current.delete(url);
        release?.();
      }
      const { answer, refusal } = result;
      if (refusal === null) {
        if (answer.status === null) return result;
        consecutiveRefusals = 0;
        forbiddenInARow = 0;
        politeness.speedUp(host);
        return result;
      }
      if (refusal === 'forbidden') {
        // Often a folder for members only, which is no reason to slow down. A long run of them may be.
        forbiddenInARow++;
        consecutiveRefusals = 0;
        if (forbiddenInARow % FORBIDDEN_RUN === 0) politeness.slowDown(host, 0, FORBIDDEN_SLOWNESS);
        return result;
      }
      slowed++;
      const asked = parseRetryAfter(answer.headers['retry-after'], clock.wallMs());
      const wait = asked ?? limits.retryMs * 2 ** (tried - 1);
      politeness.slowDown(host, Math.min(wait, limits.maxRetryAfterMs));
      if (refusal === 'challenge' || wait > limits.maxRetryAfterMs || tried >= TRIES_WHEN_REFUSED) {
        consecutiveRefusals++;
        return result;
      }
    }
  }

  return {
    /**
     * The answer after redirects, with the first `maxBytes` of a body of any type, and whether it refuses this
     * crawler.
     */
    fetch: (url: string, maxBytes: number): Promise<RefusableResult> =>
      followRedirects(url, async (hop) => {
        const get = async () => {
          const answer = await fetcher.get({
            url: hop,
            bodyBytes: (status) => (status >= 200 && status < 300 ? maxBytes : 0),
            cutBody: () => true,
            signal,
            cookies: scanCookies,
            onSent: control.requestSent,
          });
          const { status } = answer;
          return { answer, refusal: status === null ? null : refusalOf({ ...answer, status }) };
        };
        const { answer, refusal } = await sendPolitely(hop, get);
        return { ...answer, refused: refusal !== null };
      }),
    /**
     * Visits one URL. A redirect to another spelling of the same URL, which is how a site adds a session to it,
     * is followed at once: for the scan they are one page. `ownCookies` is a jar in place of that of the scan.
     */
    async visit(item: FrontierItem, ownCookies: Cookies | null = null): Promise<PageVisit> {
      const cookies = ownCookies ?? scanCookies;
      const request = { signal, onSent: control.requestSent, cookies };
      let current = item;
      for (let hop = 0; ; hop++) {
        const send = () => visitPage(current, request);
        const sent = cookies?.fieldFor(requestUrlOf(current));
        const { visit } = await sendPolitely(current.url, send);
        const next = visit.refused ? null : redirectOf(visit);
        if (next?.url !== item.url || hop >= MAX_SPELLINGS) return visit;
        const isSameRequest = requestUrlOf(next) === requestUrlOf(current);
        // With a new cookie the same request may get another answer.
        if (isSameRequest && cookies?.fieldFor(requestUrlOf(current)) === sent) return visit;
        current = { ...item, requestUrl: next.requestUrl };
      }
    },
    /** Whether the server of this URL answers at all: asked about itself, not about a resource. */
    answers: async (url: string): Promise<boolean> => {
      const probe = async () => ({
        answer: await fetcher.probe({ url, signal, onSent: control.requestSent }),
        refusal: null,
      });
      return (await sendPolitely(url, probe)).answer.status !== null;
    },
    /** Sends and keeps cookies from now on. */
    keepCookies(cookies: Cookies): void {
      scanCookies = cookies;
    },
    /** The jar of the scan; null when it keeps no cookies. */
    cookies: (): Cookies | null => scanCookies,
    /** Lowers the requests per second of this scan to `perS`, if that is slower. */
    limitRate(perS: number): void {
      ratePerS = Math.min(ratePerS, perS);
    },
    /** Up to three URLs that are being requested. */
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
