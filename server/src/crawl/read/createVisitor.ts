import {
  hasHtmlType,
  isHtml,
  type PageHeaders,
  type PageVisit,
  type Refusal,
  refusalOf,
  requestUrlOf,
} from '@seo-live/audit';
import type { Fetcher, FetchResult } from '../fetch/createFetcher.ts';
import { redirectTarget } from '../fetch/followRedirects.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { FrontierItem, VisitRecord } from '../ports/frontierStore.ts';
import { readBody as readInThisThread } from './readBody.ts';

const first = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

/** Bytes of an answer that is no page, in which {@link refusalOf} looks for a challenge. */
const REFUSAL_BYTES = 64 * 1024;

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
    if (status !== 200) return headers.location === undefined ? REFUSAL_BYTES : 0;
    return hasHtmlType(headers) === false ? 0 : limits.pageBytes;
  };
  const cutBody = (status: number): boolean => status !== 200;

  return async function visitPage(
    item: FrontierItem,
    signal: AbortSignal,
    onSent: () => void,
  ): Promise<{ visit: PageVisit; answer: FetchResult; refusal: Refusal | null }> {
    const requestUrl = requestUrlOf(item);
    const answer = await fetcher.get({ url: requestUrl, bodyBytes, cutBody, signal, onSent });
    const { status, headers, body } = answer;
    const refusal = status === null ? null : refusalOf({ status, headers, body });
    const readable = status === 200 && refusal === null && body !== null && isHtml(headers, body);
    const next = redirectTarget(requestUrl, status, headers);
    const visit: PageVisit = {
      url: item.url,
      requestUrl: item.requestUrl,
      status,
      failure: answer.failure,
      refused: refusal !== null,
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
    return { visit, answer, refusal };
  };
}
export type Visitor = ReturnType<typeof createVisitor>;
