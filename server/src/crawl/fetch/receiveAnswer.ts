import type { FetchFailure, PageHeaders } from '@seo-live/audit';
import type { Clock } from '../../shared/clock.ts';
import type { CrawlLimits } from '../ports/defaultCrawlLimits.ts';
import type { AnswerEvents } from './createAnswerParser.ts';
import type { Cookies } from './createCookies.ts';

export interface FetchRequest {
  url: string;
  /** Limit for the decompressed body in bytes; 0 when the body is not needed. */
  bodyBytes: (status: number, headers: PageHeaders) => number;
  signal: AbortSignal;
  /** Whether a longer body is cut at the limit. Otherwise it is a failure. */
  cutBody?: (status: number) => boolean;
  /** Sent with the request, and kept from its answer. None by default, as for search engines. */
  cookies?: Cookies | null;
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
  /** Whether there was a connection on which the request was sent. */
  sent: boolean;
}

/** A body that is not needed is read up to this size, so that its connection can be reused. */
const DRAIN_BYTES = 64 * 1024;

export interface ExchangeEvents extends AnswerEvents {
  /** Called when the request is sent, with what closes it. */
  sent(abort: () => void): void;
}

export interface ReceiveOptions {
  limits: Pick<CrawlLimits, 'connectMs' | 'firstByteMs' | 'totalMs'>;
  clock: Pick<Clock, 'monotonicMs'>;
  request: FetchRequest;
  /** Sends the request and reports what happens to it. */
  send: (events: ExchangeEvents) => void;
}

/**
 * Gathers one answer. Every time and size has a limit. Resolves with an answer or a failure. Rejects only when
 * the signal aborts, and then the request is closed.
 */
export function receiveAnswer({ limits, clock, request, send }: ReceiveOptions): Promise<FetchResult> {
  const { bodyBytes, cutBody, signal, onSent } = request;
  return new Promise((resolve, reject) => {
    let abort: (() => void) | null = null;
    let timer: NodeJS.Timeout | undefined;
    let done = false;
    let isSent = false;
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
      abort?.();
    }
    const elapsed = (): number => clock.monotonicMs() - sentAt;
    function fail(failure: FetchFailure): void {
      const ms = responseMs === 0 ? elapsed() : responseMs;
      settle(() => resolve({ status: null, failure, headers: {}, body: null, responseMs: ms, sent: isSent }));
    }
    function answer(): void {
      const body = maxBytes === 0 ? null : chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks);
      settle(() => resolve({ status, failure: null, headers: answered, body, responseMs, sent: true }));
    }
    const onAbort = (): void => settle(() => reject(signal.reason));
    function expect(ms: number): void {
      clearTimeout(timer);
      timer = setTimeout(() => fail('timeout'), ms);
    }

    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    expect(limits.connectMs);
    send({
      sent(abortRequest): void {
        abort = abortRequest;
        if (done) {
          abortRequest();
          return;
        }
        isSent = true;
        sentAt = clock.monotonicMs();
        expect(limits.firstByteMs);
        onSent?.();
      },
      head(code, headers): void {
        if (code < 200 || done) return;
        status = code;
        answered = headers;
        responseMs = elapsed();
        expect(Math.max(limits.totalMs - responseMs, 1));
        maxBytes = bodyBytes(code, headers);
        cut = cutBody?.(code) === true;
        const length = Number(headers['content-length'] ?? 0);
        if (maxBytes === 0 && length > DRAIN_BYTES) answer();
        else if (maxBytes > 0 && length > maxBytes && !cut) fail('too_large');
      },
      data(chunk): void {
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
      end(): void {
        abort = null;
        answer();
      },
      fail(failure): void {
        abort = null;
        fail(failure);
      },
    });
  });
}
