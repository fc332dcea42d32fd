import { type RequestErrorCode, requestErrorStatus } from '@seo-live/protocol';

export interface RequestErrorExtras {
  /** The running job that a 409 names. */
  jobId?: string;
  retryAfterMs?: number;
}

/** Thrown to refuse a request. Its code determines the HTTP status and the text that the client shows. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly status: number;
  readonly extras: RequestErrorExtras;

  constructor(code: RequestErrorCode, message: string, extras: RequestErrorExtras = {}) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
    this.status = requestErrorStatus[code];
    this.extras = extras;
  }
}
