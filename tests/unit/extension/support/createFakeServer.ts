import { type FullJobMessage, isTerminal } from '../../../../protocol/src/index.ts';
import { createFakeSockets, type SocketModes } from './createFakeSockets.ts';
import { message, server } from './messages.ts';

type RestMode =
  | 'ok'
  | 'down'
  | 'captive'
  | { status: number; code?: string; retryAfter?: number; body?: object; page?: true };

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (status: number, code: string, more: object = {}) =>
  json({ type: 'about:blank', title: code, status, code, ...more }, status);

/** Like the limit of the sockets: a few requests at each alarm. */
const LOOP = 300_000;

const controlled = { cancel: 'cancelled', pause: 'paused', resume: 'running' } as const;

/** A server in memory, with the same state by socket and by REST. */
export function createFakeServer() {
  const jobs = new Map<string, FullJobMessage>();
  const byKey = new Map<string, string>();
  const requests: string[] = [];
  const mode = {
    ...({ socket: 'ok', ack: 'ok', testRoom: 'ok' } as SocketModes),
    rest: 'ok' as RestMode,
    /** REST takes its answer now, but sends it only when `answerLate` is called. */
    late: false,
    batch: true,
    websocketEnabled: true,
    /** `reports` of its configuration; missing unless set. */
    reports: undefined as boolean | undefined,
    /** The address of the socket that it names. */
    websocketUrl: null as string | null,
    /** The user of the next pairing code. */
    user: 'u1',
    /** Codes that answer the next starts, before anything is created. */
    startProblems: [] as { status: number; code: string; job_id?: string }[],
  };
  const cancelled: string[] = [];
  const changes: string[] = [];
  let restored = 0;
  const revoked: string[] = [];
  const refusedTokens = new Set<string>();
  let tokens = [server.token];
  let created = 0;
  let restarts = 0;
  const isRevoked = (token: string) => refusedTokens.has(token);
  const sockets = createFakeSockets({ mode, jobs, isRevoked });

  /** Null: the job that this key made was deleted. */
  function start(key: string): FullJobMessage | null {
    const known = byKey.get(key);
    if (known !== undefined) return jobs.get(known) ?? null;
    created += 1;
    const made = message({ job_id: `j${created}`, status: 'queued', progress: 0, seq: 1 });
    byKey.set(key, made.job_id);
    jobs.set(made.job_id, made);
    return made;
  }

  const summary = (job: FullJobMessage) => ({
    job_id: job.job_id,
    url: 'https://example.com/',
    mode: 'site',
    status: job.status,
    progress: job.progress,
    created_at: job.timestamp,
    ended_at: null,
    result: null,
  });

  /** Changes in the order they happened; a cursor is a place in it. */
  function listJobs(query: URLSearchParams): Response {
    const cursor = query.get('cursor');
    const limit = Number(query.get('limit') ?? 50);
    if (cursor !== null && !cursor.startsWith(`${restored}:`)) return problem(400, 'invalid_request');
    const since = cursor === null ? 0 : Number(cursor.split(':')[1]);
    const changed = [...new Set(changes.slice(since))].filter((id) => jobs.has(id));
    const page = cursor === null ? changed.reverse().slice(0, limit) : changed.slice(0, limit);
    const more = changed.length > page.length;
    const last = page.at(-1);
    const head = cursor !== null && more && last ? changes.indexOf(last, since) + 1 : changes.length;
    const rows = page.flatMap((id) => jobs.get(id) ?? []).map(summary);
    return json({ jobs: rows, cursor: `${restored}:${head}`, more });
  }

  function route(method: string, path: string, headers: Headers, url: URL): Response {
    const [, jobId, verb] = /^\/api\/jobs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (path === '/api/config') {
      return json({
        server_id: 's1',
        name: 'Test server',
        version: '0.1.0',
        server_time: '2026-11-22T12:00:00.000Z',
        websocket: { enabled: mode.websocketEnabled, url: mode.websocketUrl },
        polling_interval_ms: 5000,
        reports: mode.reports,
      });
    }
    if (path === '/api/pair') {
      const token = tokens.length === 1 ? 'next-token' : `next-token-${tokens.length}`;
      tokens = [...tokens, token];
      return json({ token, server_id: 's1', user_id: mode.user, name: 'Test server' });
    }
    if (isRevoked(headers.get('authorization')?.slice('Bearer '.length) ?? '')) {
      return problem(401, 'unauthorized');
    }
    if (path === '/api/tokens') {
      const row = { client_name: 'Chrome', created_at: '2026-11-22T11:00:00.000Z', last_used_at: null };
      return json({ tokens: ['t1', 't2'].map((id) => ({ ...row, id, current: id === 't2' })) });
    }
    if (method === 'DELETE' && path.startsWith('/api/tokens/')) {
      revoked.push(path.slice('/api/tokens/'.length));
      return new Response(null, { status: 204 });
    }
    if (method === 'POST' && path === '/api/jobs') {
      const refused = mode.startProblems.shift();
      if (refused)
        return problem(refused.status, refused.code, refused.job_id ? { job_id: refused.job_id } : {});
      const job = start(headers.get('idempotency-key') ?? '');
      if (!job) return problem(410, 'deleted');
      return json({ job: summary(job), message: job }, 201);
    }
    if (path === '/api/jobs') return listJobs(url.searchParams);
    if (path === '/api/jobs/status') {
      if (!mode.batch) return json({ detail: 'Not Found' }, 404);
      const ids = (url.searchParams.get('ids') ?? '').split(',');
      const answers = ids.map((id) => {
        const job = jobs.get(id);
        return job
          ? { job_id: id, ok: true, message: job }
          : { job_id: id, ok: false, error: { code: 'not_found', message: '' } };
      });
      return json({ jobs: answers, server_time: '2026-11-22T12:00:00.000Z' });
    }
    const job = jobs.get(jobId ?? '');
    if (!job) return problem(404, 'not_found');
    if (verb === 'status')
      return json({ ...job, ended: isTerminal(job.status), events: [], server_time: job.timestamp });
    if (verb === 'cancel' || verb === 'pause' || verb === 'resume') {
      if (!isTerminal(job.status)) change(job.job_id, { status: controlled[verb] });
      if (verb === 'cancel') cancelled.push(job.job_id);
      return json({
        job_id: job.job_id,
        status: jobs.get(job.job_id)?.status,
        in_flight: 0,
        last_request_at: null,
      });
    }
    return json(summary(job));
  }

  const lateAnswers: (() => void)[] = [];

  const fakeFetch: typeof fetch = async (input, init) => {
    // Settled before it is delayed, so that a late failure is never an unhandled rejection.
    const [answer] = await Promise.allSettled([answerOf(input, init)]);
    if (mode.late) {
      await new Promise<void>((resolve, reject) => {
        lateAnswers.push(resolve);
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    }
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };

  const answerOf: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    if (requests.length >= LOOP) return new Promise(() => {});
    requests.push(`${init?.method ?? 'GET'} ${url.pathname}`);
    await Promise.resolve();
    const { rest } = mode;
    if (rest === 'down') throw new TypeError('Failed to fetch');
    if (rest === 'captive') return new Response('<html>Log in</html>', { status: 200 });
    if (typeof rest === 'object') {
      const headers: Record<string, string> =
        rest.retryAfter === undefined ? {} : { 'retry-after': `${rest.retryAfter}` };
      if (rest.body) return json(rest.body, rest.status);
      if (rest.retryAfter !== undefined && !rest.page) {
        const code = rest.status === 429 ? 'rate_limited' : 'unavailable';
        return json({ type: 'about:blank', title: code, status: rest.status, code }, rest.status, headers);
      }
      return rest.code ? problem(rest.status, rest.code) : new Response('', { status: rest.status, headers });
    }
    return route(init?.method ?? 'GET', url.pathname, new Headers(init?.headers), url);
  };

  /** Appends to the job's log and sends it to the sockets in its room. */
  function change(jobId: string, given: Partial<FullJobMessage>): void {
    const current = jobs.get(jobId);
    if (!current) throw new Error(`No job ${jobId}`);
    const sent = { ...current, ...given, seq: current.seq + 1 };
    jobs.set(jobId, sent);
    changes.push(jobId);
    const event =
      sent.status === 'failed' ? 'job_error' : isTerminal(sent.status) ? 'job_completed' : 'job_progress';
    sockets.send(jobId, event, sent);
  }

  return {
    ...sockets,
    mode,
    jobs,
    requests,
    cancelled,
    revoked,
    created: () => created,
    isLooping: () => sockets.isLooping() || requests.length >= LOOP,
    /** The job that a start with this Idempotency-Key made, deleted since or not. */
    madeBy: (key: string) => byKey.get(key),
    fetch: fakeFetch,
    change,
    add(jobId: string, given: Partial<FullJobMessage> = {}) {
      jobs.set(jobId, message({ ...given, job_id: jobId }));
      changes.push(jobId);
    },
    /** Deletes the job, and informs the sockets in its room. */
    remove(jobId: string) {
      jobs.delete(jobId);
      sockets.send(jobId, 'job_error', { job_id: jobId, error: { code: 'deleted', message: '' } });
    },
    /** Kills and restarts the server: unfinished jobs go on in a higher epoch, and may lose their last message. */
    restart() {
      restarts += 1;
      const epoch = `0000000a${restarts.toString(36).padStart(4, '0')}`;
      for (const [jobId, job] of jobs) {
        if (isTerminal(job.status)) continue;
        jobs.set(jobId, { ...job, epoch, status: 'queued', seq: Math.max(2, job.seq - 1) });
        changes.push(jobId);
      }
      sockets.drop();
    },
    isRevoked,
    /** Revokes all tokens so far, and closes their sockets. */
    revokeTokens() {
      for (const token of tokens) refusedTokens.add(token);
      sockets.drop();
    },
    /** Restores the server from a backup: it does not know earlier cursors of its list. */
    forgetCursors() {
      restored += 1;
    },
    answerLate: () => {
      for (const answer of lateAnswers.splice(0)) answer();
    },
  };
}
