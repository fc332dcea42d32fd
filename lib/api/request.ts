import { problemSchema } from '@seo-live/protocol';
import { type Answer, type Failure, fail, succeed } from '../state/answer';
import type { FailureCode } from '../state/failureTraits';
import { parseLenient } from '../state/parseLenient';
import type { WallClock } from '../state/wallClock';
import { clampWait, LONGEST_WAIT_FOR_PAGE_MS, readRetryAfterHeader } from './retryAfterHeader';

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

/**
 * Codes for an answer without a problem document of ours, which is mostly an error page of a proxy. Its 401
 * (Basic auth, oauth2-proxy, Authelia) says nothing about our token.
 */
const statusCodes: Record<number, FailureCode> = {
  401: 'forbidden',
  403: 'forbidden',
  // Not `not_found`, with which our server means a job: this may be any other program.
  404: 'no_such_route',
  429: 'rate_limited',
  // RFC 6585, 6: a network wants its log-in page to be seen first.
  511: 'bad_answer',
};

/** Browsers hide the status and the target of a redirect that is not followed. */
const isRedirect = ({ type, status }: Response): boolean =>
  type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status);

/** The answer of frameworks to an unknown route. An application's own 404 is about the job. */
export const isRouteless = (code: number, body: unknown): boolean =>
  code === 404 && (body as { detail?: unknown } | null)?.detail === 'Not Found';

const withSlash = (url: string): string => url.replace(/\/?(?=\?|$)/, '/');

async function readBody(response: Response, parse: (text: string) => unknown): Promise<unknown> {
  const text = await response.text();
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** Null when the body is no JSON. A body that breaks off throws: that is a failure of the network. */
export const readJson = (response: Response): Promise<unknown> => readBody(response, JSON.parse);

/** The same of a program that may write numbers as Python does. */
export const readLenient = (response: Response): Promise<unknown> => readBody(response, parseLenient);

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
    const ofPage =
      body === null && retryAfter !== null
        ? { retryAfterMs: Math.min(retryAfter, LONGEST_WAIT_FOR_PAGE_MS), overridable: true as const }
        : {};
    return fail(known ?? (status >= 500 ? 'unavailable' : 'bad_answer'), { ...more, ...ofPage });
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
  const signal = deps.timeout(asked.timeoutMs);
  const ask = (url: string): Promise<Response> =>
    deps.fetch(url, {
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
      redirect: 'manual',
      signal,
    });

  try {
    // Frameworks redirect to the same route with a slash. Nothing has been done yet, so it is asked there.
    const response = await ask(asked.url).then((first) =>
      isRedirect(first) ? ask(withSlash(asked.url)) : first,
    );
    if (isRedirect(response)) return fail('redirected');
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
