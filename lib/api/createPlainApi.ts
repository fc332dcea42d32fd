import { type JobStatusAnswer, jobIdSchema, type ServerConfig } from '@seo-live/protocol';
import { type Answer, fail, succeed } from '../state/answer';
import { mayBePlain } from '../state/plain';
import { readPlain } from '../state/readPlain';
import { type ApiClient, createApiClient } from './createApiClient';
import { type ApiRequest, type RequestDeps, readJson, request } from './request';

const TIMEOUT_MS = 5000;

/** What its not having a configuration says. */
const config: ServerConfig = {
  server_id: '',
  name: '',
  version: '',
  server_time: '',
  websocket: { enabled: true, url: null },
  polling_interval_ms: 5000,
};

const startCodes: Record<number, string> = {
  400: 'invalid_request',
  405: 'cannot_start',
  409: 'already_running',
  422: 'invalid_request',
};

const fieldsOf = (value: unknown) => (value ?? {}) as Record<string, unknown>;

/** What frameworks say of a route that they do not have; the application's own words are about the job. */
const isRouteless = (code: number, body: unknown) => code === 404 && fieldsOf(body).detail === 'Not Found';

/** `{ job_id }`, `{ id }`, or one of them in `{ job }`. */
function idIn(answer: unknown): string | undefined {
  const given = [answer, fieldsOf(answer).job].map(fieldsOf).map(({ job_id, id }) => job_id ?? id);
  const ids = given.map((id) => (typeof id === 'number' ? String(id) : id));
  return ids.find((id): id is string => jobIdSchema.safeParse(id).success);
}

/**
 * The same for a server that was not made for us: answers in the five fields, routes that may be missing.
 * Beside the codes of `request`: `cannot_start`, `cannot_cancel`, `not_allowed` for its own 403, and
 * `no_job_id` when a scan was started that nobody can name. `now` in ms.
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
      if (answer.ok) return answer;
      const { code } = answer.error;
      return code === 'no_such_route' || code === 'not_found' || mayBePlain(code) ? succeed(config) : answer;
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
        body: { url },
        headers: { 'idempotency-key': key },
        codeOf: (code, body) => (isRouteless(code, body) ? 'cannot_start' : startCodes[code]),
      });
      if (!answer.ok) return answer;
      const job_id = idIn(answer.value);
      return job_id ? succeed({ job: { job_id, url } }) : fail('no_job_id');
    },
    async cancel(id) {
      const answer = await ask(`/${id}/cancel`, {
        method: 'POST',
        codeOf: (code, body) => {
          if (code === 405) return 'cannot_cancel';
          if (code !== 404) return undefined;
          return body === null || isRouteless(code, body) ? 'cannot_cancel' : 'not_found';
        },
        // A log-in page in its place has stopped nothing.
        read: async ({ headers }) => (headers.get('content-type')?.startsWith('text/html') ? null : true),
      });
      if (!answer.ok) return answer;
      // Whether it has stopped is asked for afterwards, as the state of any scan.
      return succeed({ job_id: id, status: 'cancelled', in_flight: 0, last_request_at: null });
    },
  };
}
