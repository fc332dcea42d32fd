import {
  hasHtmlType,
  isHtml,
  type PageFacts,
  type PageHeaders,
  type PageVisit,
  type Refusal,
  refusalOf,
  requestUrlOf,
} from '@seo-live/audit';
import type { Fetcher } from '../fetch/createFetcher.ts';
import { redirectTarget } from '../fetch/followRedirects.ts';
import type { FetchRequest, FetchResult } from '../fetch/receiveAnswer.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { FrontierItem, VisitRecord } from '../ports/frontierStore.ts';
import { type ByteShare, createByteBudget } from './createByteBudget.ts';
import { readBody } from './readBody.ts';
import { UnreadablePage } from './readingTask.ts';

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
  /** Reads an HTML body; in this thread by default. Rejects with an UnreadablePage for a page that breaks it. */
  readBody?:
    | ((url: string, headers: PageHeaders, body: Uint8Array, signal: AbortSignal) => Promise<PageFacts>)
    | undefined;
}

/** The facts of a page. Null for one that cannot be read, which is no fault of its site. */
const orUnreadable = (reading: Promise<PageFacts>): Promise<PageFacts | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof UnreadablePage) return null;
    throw error;
  });

type RequestOptions = Pick<FetchRequest, 'signal' | 'onSent' | 'cookies'>;

/** Fetches one URL and reads it if it is HTML. Rejects only when aborted. */
export function createVisitor({ fetcher, limits, readBody: readElsewhere }: VisitorOptions) {
  const read = readElsewhere ?? ((url, headers, body) => readBody(url, headers, body));
  const budget = createByteBudget();
  const bodyBytes = (status: number, headers: PageHeaders): number => {
    if (status !== 200) return headers.location === undefined ? REFUSAL_BYTES : 0;
    return hasHtmlType(headers) === false ? 0 : limits.pageBytes;
  };
  const cutBody = (status: number): boolean => status !== 200;

  async function visitWithin(
    share: ByteShare,
    item: FrontierItem,
    { signal, onSent, cookies }: RequestOptions,
  ): Promise<{ visit: PageVisit; answer: FetchResult; refusal: Refusal | null }> {
    const requestUrl = requestUrlOf(item);
    const answer = await fetcher.get({ url: requestUrl, bodyBytes, cutBody, signal, onSent, cookies });
    const { status, headers, body } = answer;
    share.use(body?.byteLength ?? 0);
    const refusal = status === null ? null : refusalOf({ status, headers, body });
    const readable = status === 200 && refusal === null && body !== null && isHtml(headers, body);
    const facts = readable ? await orUnreadable(read(requestUrl, headers, body, signal)) : null;
    const next = redirectTarget(requestUrl, status, headers);
    const visit: PageVisit = {
      url: item.url,
      requestUrl: item.requestUrl,
      status,
      failure: readable && facts === null ? 'unreadable' : answer.failure,
      refused: refusal !== null,
      attempts: 1,
      contentType: first(headers['content-type']),
      redirectTo: next?.url ?? null,
      redirectRequestUrl: next?.requestUrl,
      inSitemap: item.inSitemap,
      depth: item.depth,
      responseMs: Math.round(answer.responseMs * 10) / 10,
      bytes: body?.byteLength ?? (Number(first(headers['content-length'])) || 0),
      facts,
    };
    return { visit, answer, refusal };
  }

  return async function visitPage(
    item: FrontierItem,
    options: RequestOptions,
  ): ReturnType<typeof visitWithin> {
    const share = await budget.take(new URL(requestUrlOf(item)).host, options.signal);
    try {
      return await visitWithin(share, item, options);
    } finally {
      share.release();
    }
  };
}
export type Visitor = ReturnType<typeof createVisitor>;
