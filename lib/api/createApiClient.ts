import {
  batchEnvelopeSchema,
  controlAnswerSchema,
  type IssueQuery,
  jobListSchema,
  jobSummarySchema,
  type PageQuery,
  pairAnswerSchema,
  type StartJobInput,
  serverConfigSchema,
  statusEnvelopeSchema,
  type TelemetryBatch,
  tokenListSchema,
} from '@seo-live/protocol';
import type { Answer } from '../state/answer';
import type { FailureCode } from '../state/failureTraits';
import { type ApiRequest, isRouteless, type RequestDeps, readJson, request } from './request';
import { readStarted, type StartedJob, startedIn } from './startedIn';

const TIMEOUT_MS = 5000;
/** Slow answers: pairing hashes, control waits until no request is open, a report is read from many rows. */
const SLOW_TIMEOUT_MS = 20_000;
const EXPORT_TIMEOUT_MS = 120_000;

type Query = Record<string, string | number | boolean | undefined>;
type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };

function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

/** The server has no route to cancel. */
export const cannotCancel = (code: number, body: unknown): FailureCode | undefined =>
  code === 405 || isRouteless(code, body) ? 'cannot_cancel' : undefined;

/** Keeps the byte order mark, which `text()` drops: it shows spreadsheets that a CSV is UTF-8. */
const wholeText = async (response: Response): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());

/** The server's REST interface. Every answer is checked against the contract. `baseUrl` has no trailing slash. */
export function createApiClient(deps: RequestDeps & { baseUrl: string; token?: string }) {
  type Call = Partial<Omit<ApiRequest<unknown>, 'url' | 'read'>>;

  const ask = <T>(schema: Schema<T>, path: string, call: Call = {}): Promise<Answer<T>> =>
    request<T>(deps, {
      timeoutMs: TIMEOUT_MS,
      token: deps.token,
      ...call,
      url: `${deps.baseUrl}${path}`,
      read: async (response) => {
        const parsed = schema.safeParse(await readJson(response));
        return parsed.success ? parsed.data : null;
      },
    });

  /** Only one screen reads this answer, and checks it there: it is passed on unchanged. */
  const passOn = (path: string): Promise<Answer<unknown>> =>
    request(deps, {
      timeoutMs: SLOW_TIMEOUT_MS,
      token: deps.token,
      url: `${deps.baseUrl}${path}`,
      read: readJson,
    });

  const discard = (path: string, call: Call): Promise<Answer<true>> =>
    request<true>(deps, {
      timeoutMs: TIMEOUT_MS,
      token: deps.token,
      ...call,
      url: `${deps.baseUrl}${path}`,
      read: async () => true,
    });

  const pathOf = (id: string) => `/api/jobs/${encodeURIComponent(id)}`;
  const control = (id: string, verb: 'cancel' | 'pause' | 'resume', more: Call = {}) =>
    ask(controlAnswerSchema, `${pathOf(id)}/${verb}`, {
      method: 'POST',
      timeoutMs: SLOW_TIMEOUT_MS,
      ...more,
    });

  return {
    config: () => ask(serverConfigSchema, '/api/config'),
    pair: (code: string, clientName: string) =>
      ask(pairAnswerSchema, '/api/pair', {
        method: 'POST',
        body: { code, client_name: clientName },
        timeoutMs: SLOW_TIMEOUT_MS,
      }),
    tokens: () => ask(tokenListSchema, '/api/tokens'),
    revokeToken: (id: string) => discard(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' }),

    startJob: (body: StartJobInput, key: string, force: boolean): Promise<Answer<StartedJob>> =>
      request(deps, {
        method: 'POST',
        url: `${deps.baseUrl}${withQuery('/api/jobs', { force: force ? 1 : undefined })}`,
        body,
        headers: { 'idempotency-key': key },
        token: deps.token,
        timeoutMs: TIMEOUT_MS,
        read: async (response) => startedIn(await readStarted(response), body.url),
      }),
    /** Changes since the cursor, or the newest jobs without one. */
    jobs: (query: Query) => ask(jobListSchema, withQuery('/api/jobs', query)),
    telemetry: (batch: TelemetryBatch) => discard('/api/telemetry', { method: 'POST', body: batch }),
    job: (id: string) => ask(jobSummarySchema, pathOf(id)),
    /** The reducer checks the message inside. */
    status: (id: string) => ask(statusEnvelopeSchema, `${pathOf(id)}/status`),
    /** At most 50 at once; `not_found` when the server has no such route. */
    statuses: (ids: string[]) =>
      ask(batchEnvelopeSchema, withQuery('/api/jobs/status', { ids: ids.join(',') })),
    /** `cannot_cancel`: a paired FastAPI application may lack the route. */
    cancel: (id: string, key: string) =>
      control(id, 'cancel', { headers: { 'idempotency-key': key }, codeOf: cannotCancel }),
    pause: (id: string) => control(id, 'pause'),
    resume: (id: string) => control(id, 'resume'),

    report: (id: string) => passOn(`${pathOf(id)}/report`),
    issues: (id: string, query: IssueQuery) => passOn(withQuery(`${pathOf(id)}/issues`, query)),
    pages: (id: string, query: PageQuery) => passOn(withQuery(`${pathOf(id)}/pages`, query)),
    /** `language` chooses the words of the CSV. */
    export: (id: string, format: 'json' | 'csv', language: string) =>
      request(deps, {
        url: `${deps.baseUrl}${withQuery(`${pathOf(id)}/export.${format}`, format === 'csv' ? { language } : {})}`,
        token: deps.token,
        headers: { accept: format === 'json' ? 'application/json' : 'text/csv' },
        timeoutMs: EXPORT_TIMEOUT_MS,
        read: async (response) => {
          const type = response.headers.get('content-type') ?? '';
          return type.includes(format) ? { text: await wholeText(response) } : null;
        },
      }),
  };
}
export type ApiClient = ReturnType<typeof createApiClient>;
