import type { FetchFailure } from '@seo-live/audit';
import { Agent } from 'undici';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { version } from '../../shared/version.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import { HEADER_BYTES } from './createAnswerParser.ts';
import { type ConnectorOptions, createGuardedConnector } from './createGuardedConnector.ts';
import { failureOf } from './failureOf.ts';
import { type ExchangeEvents, type FetchRequest, type FetchResult, receiveAnswer } from './receiveAnswer.ts';
import { requestTarget } from './requestTarget.ts';
import { sendLeniently } from './sendLeniently.ts';
import { unpackBody } from './unpackBody.ts';

/** The name of this crawler in robots.txt. */
export const ROBOT_NAME = 'SEOLive';
export const USER_AGENT = `${ROBOT_NAME}/${version} (site audit; keeps to robots.txt)`;

/** Failures after which an answer is read once more, leniently. */
const readLeniently = new Set<FetchFailure>(['bad_answer']);

type Headers = Readonly<Record<string, string>>;

export interface FetcherOptions extends Pick<ConnectorOptions, 'refusal' | 'lookup'> {
  limits: Pick<CrawlLimits, 'connectMs' | 'firstByteMs' | 'totalMs' | 'perHost'>;
  clock?: Pick<Clock, 'monotonicMs'>;
  userAgent?: string;
}

/**
 * Sends the GET requests of the crawl. It follows no redirects. The address guard
 * decides about every connection. Every time and size has a limit. `get` resolves with an answer or a
 * failure. It rejects only when the signal aborts, and then the request is closed.
 */
export function createFetcher(options: FetcherOptions) {
  const { limits, clock = systemClock } = options;
  const connect = createGuardedConnector({ ...options, connectMs: limits.connectMs });
  const agent = new Agent({
    connections: limits.perHost,
    pipelining: 1,
    connect,
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
  });
  const ownHeaders: Headers = {
    'user-agent': options.userAgent ?? USER_AGENT,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-encoding': 'gzip, deflate, br, zstd',
  };

  async function get(request: FetchRequest): Promise<FetchResult> {
    const raw = await exchange(request);
    request.cookies?.keep(request.url, raw.headers);
    if (raw.body === null || raw.status === null) return raw;
    const encoding = raw.headers['content-encoding'];
    if (encoding === undefined) return raw;
    const { body, failure } = await unpackBody(raw.body, String(encoding), {
      maxBytes: request.bodyBytes(raw.status, raw.headers),
      cut: request.cutBody?.(raw.status) === true,
    });
    if (failure === null) return { ...raw, body };
    return { ...raw, status: null, failure, headers: {}, body: null };
  }

  /** Some answers that are no valid HTTP are shown by every browser, so a second, lenient reader tries them. */
  async function exchange(request: FetchRequest): Promise<FetchResult> {
    const { url } = request;
    const cookie = request.cookies?.fieldFor(url);
    const headers = cookie === undefined ? ownHeaders : { ...ownHeaders, cookie };
    const strict = await receiveAnswer({
      limits,
      clock,
      request,
      send: (events) => send(url, headers, events),
    });
    if (strict.failure === null || !strict.sent || !readLeniently.has(strict.failure)) return strict;
    return receiveAnswer({
      limits,
      clock,
      request,
      send: (events) => sendLeniently(connect, { url, headers }, events),
    });
  }

  /**
   * Asks the server itself (RFC 9110, 9.3.7: OPTIONS with `*` applies to the server and to no resource), so that
   * no robots.txt forbids it.
   */
  const probe = (request: Omit<FetchRequest, 'bodyBytes'>): Promise<FetchResult> =>
    receiveAnswer({
      limits,
      clock,
      request: { ...request, bodyBytes: () => 0 },
      send: (events) =>
        sendLeniently(connect, { url: request.url, headers: ownHeaders, requestLine: 'OPTIONS *' }, events),
    });

  function send(url: string, headers: Headers, { sent, head, data, end, fail }: ExchangeEvents): void {
    agent.dispatch(
      { ...requestTarget(url), method: 'GET', headers },
      {
        onRequestStart: (started) => sent(() => started.abort(new Error('no longer wanted'))),
        onResponseStart: (_controller, code, fields) => head(code, fields),
        onResponseData: (_controller, chunk) => data(chunk),
        onResponseEnd: () => end(),
        onResponseError: (_controller, error) => fail(failureOf(error)),
      },
    );
  }

  return {
    get,
    probe,
    /** Ends all connections. */
    close: (): Promise<void> => agent.destroy(),
  };
}
export type Fetcher = ReturnType<typeof createFetcher>;
