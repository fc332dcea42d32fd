import { problemSchema } from '@seo-live/protocol';
import { type Answer, type Failure, fail, succeed } from '../state/answer';
import type { FailureCode } from '../state/failureTraits';
import type { WallClock } from '../state/wallClock';
import { clampWait, readRetryAfterHeader } from './retryAfterHeader';

export interface RequestDeps {
  fetch: typeof fetch;
  now: WallClock;
  /** A signal that aborts after `ms`. */
  timeout(ms: number): AbortSignal;
  /** Whether the browser withholds the answer of this URL from us. Never rejects. */
  isWithheld?(url: string): Promise<boolean>;
  /** Called for each answer that could be read. */
  onAnswer?: (() => void) | undefined;
}

export interface ApiRequest<T> {
  url: string;
  method?: 'GET' | 'POST' | 'DELETE';
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs: number;
  /** A code for a refusal without one of ours; `body` is null if it is no JSON. */
  codeOf?(status: number, body: unknown): FailureCode | undefined;
  /** Turns a 2xx answer into the value, or null if it is not an answer of our server. */
  read(response: Response): Promise<T | null>;
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

/** Codes for an answer without a problem document of ours, which is mostly an error page of a proxy. */
const statusCodes: Record<number, FailureCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  // Not `not_found`, with which our server means a job: this may be any other program.
  404: 'no_such_route',
  429: 'rate_limited',
};

/** The answer of frameworks to an unknown route. An application's own 404 is about the job. */
export const isRouteless = (code: number, body: unknown): boolean =>
  code === 404 && (body as { detail?: unknown } | null)?.detail === 'Not Found';

/** Null when the body is no JSON. A body that breaks off throws: that is a failure of the network. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function readProblem(
  response: Response,
  codeOf: ApiRequest<unknown>['codeOf'],
  now: WallClock,
): Promise<{ ok: false; error: Failure }> {
  const retryAfter = readRetryAfterHeader(response.headers, now());
  const { status } = response;
  const more = { status, ...(retryAfter === null ? {} : { retryAfterMs: retryAfter }) };
  const body = await readJson(response);
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) {
    const known = codeOf?.(status, body) ?? statusCodes[status];
    return fail(known ?? (status >= 500 ? 'unavailable' : 'bad_answer'), more);
  }
  const { code, detail, job_id, retry_after_ms } = parsed.data;
  const problem = {
    code,
    ...more,
    ...(detail === undefined ? {} : { detail }),
    ...(job_id === undefined ? {} : { jobId: job_id }),
    ...(retry_after_ms === undefined ? {} : { retryAfterMs: clampWait(retry_after_ms) }),
  };
  return { ok: false, error: problem };
}

/** One HTTP exchange that always ends, in a value or in a failure; it never throws. */
export async function request<T>(deps: RequestDeps, asked: ApiRequest<T>): Promise<Answer<T>> {
  try {
    const response = await deps.fetch(asked.url, {
      method: asked.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(asked.token ? { authorization: `Bearer ${asked.token}` } : {}),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      credentials: 'omit',
      cache: 'no-store',
      // A token must never follow a redirect to another server.
      redirect: 'error',
      signal: deps.timeout(asked.timeoutMs),
    });
    if (!response.ok) return await readProblem(response, asked.codeOf, deps.now);
    const value = await asked.read(response);
    if (value === null) return fail('bad_answer');
    deps.onAnswer?.();
    return succeed(value);
  } catch (error) {
    if (isTimeout(error)) return fail('timeout');
    return fail((await deps.isWithheld?.(asked.url)) ? 'host_permission' : 'network');
  }
}
