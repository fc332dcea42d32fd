import type { RequestErrorCode } from '@seo-live/protocol';

/** The error of `io.use`. A client gets only its `data`, as `connect_error.data`. */
export class Refusal extends Error {
  readonly data: { code: RequestErrorCode; retry_after_ms?: number };

  constructor(code: RequestErrorCode, message: string, retryAfterMs?: number) {
    super(message);
    this.data = { code, ...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }) };
  }
}
