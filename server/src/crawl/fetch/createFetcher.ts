import type { FetchFailure, PageHeaders } from '@seo-live/audit';
import { Agent, type Dispatcher } from 'undici';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { version } from '../../shared/version.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import { type ConnectorOptions, createGuardedConnector } from './createGuardedConnector.ts';
import { failureOf } from './failureOf.ts';
import { unpackBody } from './unpackBody.ts';

/** The name of this crawler in robots.txt. */
export const ROBOT_NAME = 'SEOLive';
export const USER_AGENT = `${ROBOT_NAME}/${version} (site audit; keeps to robots.txt)`;

export interface FetchRequest {
  url: string;
  /** Limit for the decompressed body in bytes; 0 when the body is not needed. */
  bodyBytes: (status: number, headers: PageHeaders) => number;
  signal: AbortSignal;
  /** Whether a longer body is cut at the limit. Otherwise it is a failure. */
  cutBody?: (status: number) => boolean;
  /** Called when the request is sent. */
  onSent?: () => void;
}

export interface FetchResult {
  /** Null when no complete answer came. `failure` is the reason then. */
  status: number | null;
  failure: FetchFailure | null;
  headers: PageHeaders;
  body: Uint8Array | null;
  /** Milliseconds from sending the request to the first byte of the answer, or to the failure. */
  responseMs: number;
}

export interface FetcherOptions extends Pick<ConnectorOptions, 'refusal' | 'lookup'> {
  limits: Pick<CrawlLimits, 'connectMs' | 'firstByteMs' | 'totalMs' | 'perHost'>;
  clock?: Pick<Clock, 'monotonicMs'>;
  userAgent?: string;
}

/** A body that is not needed is read up to this size, so that its connection can be reused. */
const DRAIN_BYTES = 64 * 1024;

const failed = (failure: FetchFailure, responseMs: number): FetchResult => ({
  status: null,
  failure,
  headers: {},
  body: null,
  responseMs,
});

/** Origin and target of a request. `search` of a URL would lose an empty query. */
function requestTarget(url: string): { origin: string; path: string } {
  const { origin, href } = new URL(url);
  const [target = ''] = href.split('#', 1);
  return { origin, path: target.slice(target.indexOf('/', target.indexOf('//') + 2)) };
}

/**
 * Sends the GET requests of the crawl. It follows no redirects and sends no cookies. The address guard
 * decides about every connection. Every time and size has a limit. `get` resolves with an answer or a
 * failure. It rejects only when the signal aborts, and then the request is closed.
 */
export function createFetcher(options: FetcherOptions) {
  const { limits, clock = systemClock } = options;
  const agent = new Agent({
    connections: limits.perHost,
    pipelining: 1,
    connect: createGuardedConnector({ ...options, connectMs: limits.connectMs }),
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
  });
  const headers = {
    'user-agent': options.userAgent ?? USER_AGENT,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-encoding': 'gzip, deflate, br, zstd',
  };

  async function get(request: FetchRequest): Promise<FetchResult> {
    const raw = await exchange(request);
    if (raw.body === null || raw.status === null) return raw;
    const encoding = raw.headers['content-encoding'];
    if (encoding === undefined) return raw;
    const { body, failure } = await unpackBody(raw.body, String(encoding), {
      maxBytes: request.bodyBytes(raw.status, raw.headers),
      cut: request.cutBody?.(raw.status) === true,
    });
    return failure === null ? { ...raw, body } : failed(failure, raw.responseMs);
  }

  function exchange({ url, bodyBytes, cutBody, signal, onSent }: FetchRequest): Promise<FetchResult> {
    const { origin, path } = requestTarget(url);
    return new Promise((resolve, reject) => {
      let controller: Dispatcher.DispatchController | null = null;
      let timer: NodeJS.Timeout | undefined;
      let done = false;
      let sentAt = clock.monotonicMs();
      let responseMs = 0;
      let status = 0;
      let answered: PageHeaders = {};
      let maxBytes = 0;
      let cut = false;
      let received = 0;
      const chunks: Uint8Array[] = [];

      function settle(finish: () => void): void {
        if (done) return;
        done = true;
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        finish();
        controller?.abort(new Error('no longer wanted'));
      }
      const elapsed = (): number => clock.monotonicMs() - sentAt;
      const fail = (failure: FetchFailure): void =>
        settle(() => resolve(failed(failure, responseMs === 0 ? elapsed() : responseMs)));
      const answer = (): void => {
        const body =
          maxBytes === 0 ? null : chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks);
        settle(() => resolve({ status, failure: null, headers: answered, body, responseMs }));
      };
      const onAbort = (): void => settle(() => reject(signal.reason));
      function expect(ms: number): void {
        clearTimeout(timer);
        timer = setTimeout(() => fail('timeout'), ms);
      }

      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      expect(limits.connectMs);
      agent.dispatch(
        { origin, path, method: 'GET', headers },
        {
          onRequestStart(started): void {
            controller = started;
            if (done) {
              started.abort(new Error('no longer wanted'));
              return;
            }
            sentAt = clock.monotonicMs();
            expect(limits.firstByteMs);
            onSent?.();
          },
          onResponseStart(_controller, code, responseHeaders): void {
            if (code < 200 || done) return;
            status = code;
            answered = responseHeaders;
            responseMs = elapsed();
            expect(Math.max(limits.totalMs - responseMs, 1));
            maxBytes = bodyBytes(code, responseHeaders);
            cut = cutBody?.(code) === true;
            const length = Number(responseHeaders['content-length'] ?? 0);
            if (maxBytes === 0 && length > DRAIN_BYTES) answer();
            else if (maxBytes > 0 && length > maxBytes && !cut) fail('too_large');
          },
          onResponseData(_controller, chunk): void {
            if (done) return;
            received += chunk.byteLength;
            if (maxBytes === 0) {
              if (received > DRAIN_BYTES) answer();
            } else if (received <= maxBytes) chunks.push(chunk);
            else if (cut) {
              chunks.push(chunk.subarray(0, chunk.byteLength - (received - maxBytes)));
              answer();
            } else fail('too_large');
          },
          onResponseEnd(): void {
            controller = null;
            answer();
          },
          onResponseError(_controller, error): void {
            controller = null;
            fail(failureOf(error));
          },
        },
      );
    });
  }

  return {
    get,
    /** Ends all connections. */
    close: (): Promise<void> => agent.destroy(),
  };
}
export type Fetcher = ReturnType<typeof createFetcher>;
