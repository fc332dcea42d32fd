import type { JobStatusAnswer, ServerConfig } from '@seo-live/protocol';
import { type Answer, type Failure, fail, succeed } from '../state/answer';
import { type FailureCode, failureTraitsOf } from '../state/failureTraits';
import { readBasicMessage } from '../state/readBasicMessage';
import { type ApiClient, cannotCancel, createApiClient } from './createApiClient';
import { type ApiRequest, isRouteless, type RequestDeps, readJson, readLenient, request } from './request';
import { isPage, readStarted, startedIn } from './startedIn';

const TIMEOUT_MS = 5000;
/** Long, since a start that we stop waiting for may still run. */
const START_TIMEOUT_MS = 20_000;

/** Stands for the configuration that a basic server does not have. */
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

/** Failures of a start after which the scan may run: the server began to handle it, and gave no answer. */
const mayRun = ({ code, status = 0 }: Failure): boolean =>
  failureTraitsOf(code).mayHaveRun === true || [500, 504].includes(status);

/**
 * The same interface for a basic server: it answers with the five fields, and may lack routes. Additional
 * codes: `cannot_start`, `cannot_cancel`, `not_allowed` for its own 403, `no_job_id` when the answer to a start
 * has no id, and `maybe_started`. `now` in ms.
 */
export function createBasicApi(deps: RequestDeps & { baseUrl: string; token?: string }): ApiClient {
  const full = createApiClient(deps);
  const ask = (path: string, asked: Partial<ApiRequest<unknown>>): Promise<Answer<unknown>> =>
    request(deps, {
      timeoutMs: TIMEOUT_MS,
      token: deps.token,
      read: readJson,
      ...asked,
      codeOf(code, body) {
        // A page comes from a proxy, and is not about our token.
        if (code === 401 && body) return 'unauthorized';
        if (code !== 403 || !body) return asked.codeOf?.(code, body);
        // FastAPI answers so to a request without a token.
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
    status(id) {
      const askedAt = deps.now();
      return ask(`/${encodeURIComponent(id)}/status`, {
        // JSON comes from the application and is about the job; a page comes from a proxy and is about the server.
        codeOf: (code, body) =>
          body && [400, 404, 410, 422].includes(code) && !isRouteless(code, body) ? 'not_found' : undefined,
        async read(response) {
          const body = await readLenient(response);
          return typeof body === 'object' ? readBasicMessage(body, { now: deps.now(), askedAt }) : null;
        },
      }) as Promise<Answer<JobStatusAnswer>>;
    },
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
      // The server may ignore our Idempotency-Key: sent again, the start would be a second scan.
      if (!answer.ok) return mayRun(answer.error) ? fail('maybe_started') : answer;
      const started = startedIn(answer.value, url);
      return started ? succeed({ job: { job_id: started.job.job_id, url } }) : fail('no_job_id');
    },
    async cancel(id) {
      const answer = await ask(`/${encodeURIComponent(id)}/cancel`, {
        method: 'POST',
        codeOf: (code, body) => cannotCancel(code, body) ?? (code === 404 && body ? 'not_found' : undefined),
        read: async (response) => (isPage(response) ? null : true),
      });
      if (!answer.ok) return answer;
      // Whether the scan has stopped is asked afterwards, like the state of any scan.
      return succeed({ job_id: id, status: 'cancelled', in_flight: 0, last_request_at: null });
    },
  };
}
