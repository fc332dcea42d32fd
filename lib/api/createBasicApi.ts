import type { JobStatusAnswer, ServerConfig } from '@seo-live/protocol';
import { type Answer, type Failure, fail, succeed } from '../state/answer';
import { type FailureCode, failureTraitsOf } from '../state/failureTraits';
import { readPlain } from '../state/readPlain';
import { type ApiClient, cannotCancel, createApiClient } from './createApiClient';
import { type ApiRequest, isRouteless, type RequestDeps, readJson, request } from './request';
import { isPage, readStarted, startedIn } from './startedIn';

const TIMEOUT_MS = 5000;
/** A start that is given up too soon may run all the same. */
const START_TIMEOUT_MS = 20_000;

/** What its not having a configuration says. */
const config: ServerConfig = {
  server_id: '',
  name: '',
  version: '',
  server_time: '',
  websocket: { enabled: true, url: null },
  polling_interval_ms: 5000,
};

const startCodes: Record<number, FailureCode> = {
  400: 'invalid_request',
  405: 'cannot_start',
  409: 'already_running',
  422: 'invalid_request',
};

/** The answers to a start after which it may run: the server came to it, and then to no end. */
const mayRun = ({ code, status = 0 }: Failure): boolean =>
  failureTraitsOf(code).mayHaveRun === true || [500, 504].includes(status);

/**
 * The same for a server that was not made for us: answers in the five fields, routes that may be missing.
 * Beside the codes of `request`: `cannot_start`, `cannot_cancel`, `not_allowed` for its own 403,
 * `no_job_id` when a scan was started that nobody can name, and `maybe_started`. `now` in ms.
 */
export function createPlainApi(
  deps: RequestDeps & { baseUrl: string; token?: string; now: () => number },
): ApiClient {
  const full = createApiClient(deps);
  const ask = (path: string, asked: Partial<ApiRequest<unknown>>): Promise<Answer<unknown>> =>
    request(deps, {
      timeoutMs: TIMEOUT_MS,
      token: deps.token,
      read: readJson,
      ...asked,
      codeOf(code, body) {
        if (code !== 403 || !body) return asked.codeOf?.(code, body);
        // FastAPI's own door answers so to who brings no token.
        if (!deps.token) return 'unauthorized';
        return asked.method && 'not_allowed';
      },
      url: `${deps.baseUrl}/api/jobs${path}`,
    });

  return {
    ...full,
    async config() {
      const answer = await full.config();
      return answer.ok || !failureTraitsOf(answer.error.code).lacksRoute ? answer : succeed(config);
    },
    status: (id) =>
      ask(`/${id}/status`, {
        // In JSON it is the application's word about the job; a page is a proxy's about the server.
        codeOf: (code, body) =>
          body && [400, 404, 410, 422].includes(code) && !isRouteless(code, body) ? 'not_found' : undefined,
        async read(response) {
          const said = await readJson(response);
          return typeof said === 'object' ? readPlain(said, deps.now()) : null;
        },
      }) as Promise<Answer<JobStatusAnswer>>,
    statuses: async () => fail('no_such_route'),
    async startJob({ url }, key) {
      const answer = await ask('', {
        method: 'POST',
        timeoutMs: START_TIMEOUT_MS,
        body: { url },
        read: readStarted,
        headers: { 'idempotency-key': key },
        codeOf: (code, body) => (isRouteless(code, body) ? 'cannot_start' : startCodes[code]),
      });
      // It need not know our key: sent again, it would be a second scan.
      if (!answer.ok) return mayRun(answer.error) ? fail('maybe_started') : answer;
      const started = startedIn(answer.value, url);
      return started ? succeed({ job: { job_id: started.job.job_id, url } }) : fail('no_job_id');
    },
    async cancel(id) {
      const answer = await ask(`/${id}/cancel`, {
        method: 'POST',
        codeOf: (code, body) => cannotCancel(code, body) ?? (code === 404 && body ? 'not_found' : undefined),
        read: async (response) => (isPage(response) ? null : true),
      });
      if (!answer.ok) return answer;
      // Whether it has stopped is asked for afterwards, as the state of any scan.
      return succeed({ job_id: id, status: 'cancelled', in_flight: 0, last_request_at: null });
    },
  };
}
