import type { OpenedSocket, OpenSocket, SocketEvents } from '../../../../lib/connection/ports.ts';
import {
  type FullJobMessage,
  isTerminal,
  type JoinAck,
  type JoinRequest,
  TEST_JOB_ID,
} from '../../../../protocol/src/index.ts';
import { message } from './messages.ts';

type SocketMode = 'ok' | 'refuse' | 'hang' | { code: string; retryAfterMs?: number };
type RestMode = 'ok' | 'down' | 'captive' | { status: number; code?: string; retryAfter?: number };
type AckMode = 'ok' | 'silent' | 'later' | { code: string };

interface OpenSocketRecord {
  url: string;
  token: string;
  bootId: string | undefined;
  open: boolean;
  connected: boolean;
  rooms: Set<string>;
  events: SocketEvents;
  joins: JoinRequest[];
  laterAcks: (() => void)[];
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (status: number, code: string, more: object = {}) =>
  json({ type: 'about:blank', title: code, status, code, ...more }, status);

/** A server in memory behind both of its doors: what it says by socket and by REST is one truth. */
export function createFakeServer() {
  const jobs = new Map<string, FullJobMessage>();
  const sockets: OpenSocketRecord[] = [];
  const byKey = new Map<string, string>();
  const requests: string[] = [];
  const mode = {
    socket: 'ok' as SocketMode,
    rest: 'ok' as RestMode,
    /** REST answers what is true now, but only when `answerLate` is called. */
    late: false,
    ack: 'ok' as AckMode,
    batch: true,
    /** `unknown`: an older server. `mute`: its message never comes. */
    testRoom: 'ok' as 'ok' | 'unknown' | 'mute',
    websocketEnabled: true,
    /** What its configuration says of them; nothing, unless set. */
    reports: undefined as boolean | undefined,
    /** Whom the next pairing code belongs to. */
    user: 'u1',
    /** Codes that answer the next starts, before anything is created. */
    startProblems: [] as { status: number; code: string; job_id?: string }[],
  };
  const cancelled: string[] = [];
  const changes: string[] = [];
  let restored = 0;
  const revoked: string[] = [];
  let created = 0;

  const openSocket: OpenSocket = (url, auth, events) => {
    const { token = '', client } = auth();
    const socket: OpenSocketRecord = {
      url,
      token,
      bootId: client?.boot_id,
      open: true,
      connected: false,
      rooms: new Set(),
      events,
      joins: [],
      laterAcks: [],
    };
    sockets.push(socket);
    const answer = mode.socket;
    queueMicrotask(() => {
      if (!socket.open || answer === 'hang') return;
      if (answer === 'ok') {
        socket.connected = true;
        events.connected();
      } else if (answer === 'refuse') events.refused({ code: null, retryAfterMs: null });
      else events.refused({ code: answer.code, retryAfterMs: answer.retryAfterMs ?? null });
    });
    const ackOf = ({ job_id }: JoinRequest): JoinAck => {
      const tested = job_id === TEST_JOB_ID && mode.testRoom !== 'unknown';
      const snapshot = tested ? message({ job_id }) : jobs.get(job_id);
      if (typeof mode.ack === 'object') return { ok: false, error: { code: mode.ack.code, message: '' } };
      if (!snapshot) return { ok: false, error: { code: 'not_found', message: '' } };
      return {
        ok: true,
        snapshot,
        reset: false,
        ended: isTerminal(snapshot.status),
        server_time: snapshot.timestamp,
      };
    };
    return {
      join(request, ack) {
        socket.joins.push(request);
        if (jobs.has(request.job_id) || request.job_id === TEST_JOB_ID) socket.rooms.add(request.job_id);
        if (mode.ack === 'silent') return;
        if (mode.ack === 'later') socket.laterAcks.push(() => ack(ackOf(request)));
        else queueMicrotask(() => socket.open && ack(ackOf(request)));
        if (request.job_id !== TEST_JOB_ID || mode.testRoom !== 'ok') return;
        setImmediate(() => socket.connected && events.message('job_progress', message(request)));
      },
      leave: (jobId) => void socket.rooms.delete(jobId),
      close() {
        socket.open = false;
        socket.connected = false;
      },
    } satisfies OpenedSocket;
  };

  function start(key: string, url: string): FullJobMessage {
    const known = byKey.get(key);
    const held = known === undefined ? undefined : jobs.get(known);
    if (held) return held;
    created += 1;
    const made = message({ job_id: `j${created}`, status: 'queued', progress: 0, seq: 1 });
    byKey.set(key, made.job_id);
    jobs.set(made.job_id, made);
    void url;
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
        websocket: { enabled: mode.websocketEnabled, url: null },
        polling_interval_ms: 5000,
        reports: mode.reports,
      });
    }
    if (path === '/api/pair') {
      return json({ token: 'next-token', server_id: 's1', user_id: mode.user, name: 'Test server' });
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
      const job = start(headers.get('idempotency-key') ?? '', '');
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
    if (verb === 'cancel') {
      if (!isTerminal(job.status)) change(job.job_id, { status: 'cancelled' });
      cancelled.push(job.job_id);
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
    // Settled before it is held back: a failure that comes late is still somebody's.
    const [answer] = await Promise.allSettled([answerOf(input, init)]);
    if (mode.late) await new Promise<void>((resolve) => lateAnswers.push(resolve));
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };

  const answerOf: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    requests.push(`${init?.method ?? 'GET'} ${url.pathname}`);
    await Promise.resolve();
    const { rest } = mode;
    if (rest === 'down') throw new TypeError('Failed to fetch');
    if (rest === 'captive') return new Response('<html>Log in</html>', { status: 200 });
    if (typeof rest === 'object') {
      const headers: Record<string, string> =
        rest.retryAfter === undefined ? {} : { 'retry-after': `${rest.retryAfter}` };
      return rest.code ? problem(rest.status, rest.code) : new Response('', { status: rest.status, headers });
    }
    return route(init?.method ?? 'GET', url.pathname, new Headers(init?.headers), url);
  };

  /** Appends to the job's log and tells everyone in its room. */
  function change(jobId: string, given: Partial<FullJobMessage>): void {
    const held = jobs.get(jobId);
    if (!held) throw new Error(`No job ${jobId}`);
    const sent = { ...held, ...given, seq: held.seq + 1 };
    jobs.set(jobId, sent);
    changes.push(jobId);
    const event =
      sent.status === 'failed' ? 'job_error' : isTerminal(sent.status) ? 'job_completed' : 'job_progress';
    for (const socket of sockets)
      if (socket.connected && socket.rooms.has(jobId)) socket.events.message(event, sent);
  }

  return {
    mode,
    jobs,
    sockets,
    requests,
    cancelled,
    revoked,
    created: () => created,
    openSocket,
    fetch: fakeFetch,
    change,
    add(jobId: string, given: Partial<FullJobMessage> = {}) {
      jobs.set(jobId, message({ ...given, job_id: jobId }));
      changes.push(jobId);
    },
    /** Restored from a backup: what it said about its list before means nothing to it. */
    forgetCursors() {
      restored += 1;
    },
    openSockets: () => sockets.filter((socket) => socket.open),
    newest: () => sockets.at(-1),
    answerLate: () => {
      for (const answer of lateAnswers.splice(0)) answer();
    },
    /** The path is cut: what was open is lost. */
    drop() {
      for (const socket of sockets.filter((held) => held.open)) {
        socket.rooms.clear();
        const was = socket.connected;
        socket.connected = false;
        if (was) socket.events.lost('transport close');
      }
    },
  };
}
