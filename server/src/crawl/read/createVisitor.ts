import { type PageHeaders, type PageVisit, requestUrlOf } from '@seo-live/audit';
import type { Fetcher, FetchResult } from '../fetch/createFetcher.ts';
import { redirectTarget } from '../fetch/followRedirects.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { FrontierItem, VisitRecord } from '../ports/frontierStore.ts';
import { readBody as readInThisThread } from './readBody.ts';

const htmlType = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i;
const looksLikeHtml = /^\s*<(?:!doctype\s+html|html|head|title|meta|body|!--|h1|div|p|table|script)\b/i;

const first = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

/** Headers of bot protection services on a request that they blocked. */
const challengeHeaders = ['cf-mitigated', 'x-datadome', 'x-sucuri-block', 'x-px-block', 'x-amzn-waf-action'];

/**
 * True when the site blocked this crawler, which says nothing about the page: 429, 403, or 503 with a
 * Retry-After or from a bot protection service. A 403 may also be the answer for everybody. A crawler cannot
 * distinguish the two, so it counts as blocked as well.
 */
export function isRefusal(status: number, headers: PageHeaders): boolean {
  if (status === 429 || status === 403) return true;
  if (status !== 503) return false;
  return headers['retry-after'] !== undefined || isChallenge(headers);
}

/** True for an answer of a bot protection service. It blocks more when the crawl does not slow down. */
export const isChallenge = (headers: PageHeaders): boolean =>
  challengeHeaders.some((name) => headers[name] !== undefined);

const isHtml = (headers: PageHeaders, body: Uint8Array): boolean => {
  const type = first(headers['content-type']);
  if (type !== null && type.trim() !== '') return htmlType.test(type);
  return looksLikeHtml.test(Buffer.from(body.subarray(0, 512)).toString('latin1'));
};

/** The outcome that a visit gives its URL. */
export function outcomeOf(visit: PageVisit): VisitRecord['outcome'] {
  if (visit.refused) return 'refused';
  if (visit.failure !== null || visit.status === null || visit.status >= 400) return 'failed';
  if (visit.redirectTo !== null) return 'redirected';
  return visit.facts === null ? 'other' : 'read';
}

export interface VisitorOptions {
  fetcher: Fetcher;
  limits: Pick<CrawlLimits, 'pageBytes'>;
  /** Reads an HTML body; in this thread by default. */
  readBody?: typeof readInThisThread | undefined;
}

/** Fetches one URL and reads it if it is HTML. Rejects only when aborted. */
export function createVisitor({ fetcher, limits, readBody = readInThisThread }: VisitorOptions) {
  const bodyBytes = (status: number, headers: PageHeaders): number => {
    const type = first(headers['content-type']);
    return status === 200 && (type === null || type.trim() === '' || htmlType.test(type))
      ? limits.pageBytes
      : 0;
  };

  return async function visitPage(
    item: FrontierItem,
    signal: AbortSignal,
    onSent: () => void,
  ): Promise<{ visit: PageVisit; answer: FetchResult }> {
    const requestUrl = requestUrlOf(item);
    const answer = await fetcher.get({ url: requestUrl, bodyBytes, signal, onSent });
    const { status, headers, body } = answer;
    const readable = status === 200 && body !== null && isHtml(headers, body);
    const next = redirectTarget(requestUrl, status, headers);
    const visit: PageVisit = {
      url: item.url,
      requestUrl: item.requestUrl,
      status,
      failure: answer.failure,
      refused: status !== null && isRefusal(status, headers),
      attempts: 1,
      contentType: first(headers['content-type']),
      redirectTo: next?.url ?? null,
      redirectRequestUrl: next?.requestUrl,
      inSitemap: item.inSitemap,
      depth: item.depth,
      responseMs: Math.round(answer.responseMs * 10) / 10,
      bytes: body?.byteLength ?? (Number(first(headers['content-length'])) || 0),
      facts: readable ? await readBody(requestUrl, headers, body) : null,
    };
    return { visit, answer };
  };
}
export type Visitor = ReturnType<typeof createVisitor>;
