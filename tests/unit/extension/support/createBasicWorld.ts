import { createBasicApi } from '../../../../lib/api/createBasicApi.ts';
import { createConnection } from '../../../../lib/connection/createConnection.ts';
import type { OpenedSocket, OpenSocket, SocketEvents } from '../../../../lib/connection/openedSocket.ts';
import { basicIdOf } from '../../../../lib/state/basicServer.ts';
import { createConnectionLog } from '../../../../lib/state/connectionLog.ts';
import { createState } from '../../../../lib/state/createState.ts';
import { newFollowedJob } from '../../../../lib/state/followedJob.ts';
import { type JobKey, jobKeyOf } from '../../../../lib/state/jobKey.ts';
import type { PairedServer } from '../../../../lib/state/pairedServer.ts';
import { createMemoryArea } from './createMemoryArea.ts';
import { createFakeTime, settle } from './fakeTime.ts';

export const BASIC_URL = 'http://127.0.0.1:8002';

export const basicServer: PairedServer = {
  ...basicIdOf(BASIC_URL),
  url: BASIC_URL,
  name: '127.0.0.1:8002',
  version: '',
  token: '',
  pairedAt: '2026-11-22T11:00:00.000Z',
  kind: 'plain',
};

export const basicKey = (jobId: string): JobKey => jobKeyOf(basicServer, jobId);

export interface FiveFields {
  job_id: string;
  progress: number;
  status: string;
  current_step: string;
  timestamp: string;
}

/** The five fields, with a time without a zone; `second` orders them. */
export const five = (second: number, change: Partial<FiveFields> = {}): FiveFields => ({
  job_id: 'j1',
  progress: second,
  status: 'processing',
  current_step: 'Crawling',
  timestamp: `2026-11-22T20:00:${String(second).padStart(2, '0')}.000001`,
  ...change,
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A connection to a basic server: five fields, no acks, `Not Found` for missing routes. */
export async function createBasicWorld({ jobIds = ['j1'], token = '' } = {}) {
  const time = createFakeTime();
  const state = createState({ local: createMemoryArea().area, session: createMemoryArea().area });
  const jobs = new Map<string, unknown>();
  const counted = { answers: 0 };
  const requests: { line: string; body: unknown; authorization: string | null }[] = [];
  const sockets: {
    auth: unknown;
    events: SocketEvents;
    joins: unknown[];
    leaves: unknown[];
    open: boolean;
  }[] = [];
  /** Answers by `METHOD path`; other routes are missing. */
  const routes: Record<string, () => Response> = {};

  /** REST takes its answer at once, and sends it when `release` resolves. */
  const rest = { release: Promise.resolve() };

  const openSocket: OpenSocket = (_url, auth, events) => {
    const socket = { auth: auth(), events, joins: [] as unknown[], leaves: [] as unknown[], open: true };
    sockets.push(socket);
    queueMicrotask(events.connected);
    return {
      join: (request) => void socket.joins.push(request),
      leave: (jobId) => void socket.leaves.push(jobId),
      close: () => {
        socket.open = false;
      },
    } satisfies OpenedSocket;
  };
  const fakeFetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    const line = `${init?.method ?? 'GET'} ${pathname}`;
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
    requests.push({ line, body, authorization: new Headers(init?.headers).get('authorization') });
    const [, jobId] = /^GET \/api\/jobs\/([^/]+)\/status$/.exec(line) ?? [];
    const known = jobId && jobs.has(jobId) ? json(jobs.get(jobId)) : routes[line]?.();
    await rest.release;
    return known ?? json({ detail: jobId ? 'Job not found' : 'Not Found' }, 404);
  };
  const apiAt = (baseUrl = BASIC_URL, given = token) =>
    createBasicApi({
      baseUrl,
      token: given,
      fetch: fakeFetch,
      timeout: () => new AbortController().signal,
      onAnswer: () => {
        counted.answers += 1;
      },
      now: time.now,
    });
  const connection = createConnection({
    state,
    log: createConnectionLog({ item: state.log, now: time.now }),
    observer: { clock: () => undefined, attempt: () => undefined, received: () => undefined },
    openSocket,
    apiFor: ({ url, token: paired }) => apiAt(url, paired),
    now: time.now,
    timers: time.timers,
    random: () => 0.5,
    touch: async () => undefined,
    client: { boot_id: 'boot-1' },
    onReachable: () => undefined,
  });

  await state.server.set({ ...basicServer, token });
  const addedAt = new Date(time.now()).toISOString();
  await state.followed.set(
    jobIds.map((jobId) =>
      newFollowedJob(basicServer, { jobId, url: jobId, mode: 'site', startedHere: false, addedAt }),
    ),
  );
  return {
    state,
    time,
    jobs,
    requests,
    counted,
    sockets,
    routes,
    rest,
    json,
    apiAt,
    connection,
    lines: () => requests.map(({ line }) => line),
    live: async (jobId = 'j1') => (await state.live.get())[basicKey(jobId)],
    row: async (jobId = 'j1') => (await state.followed.get()).find((job) => job.jobId === jobId),
    async ensure() {
      await connection.ensure();
      await settle();
    },
    async send(payload: unknown, event: Parameters<SocketEvents['message']>[0] = 'job_progress') {
      sockets.at(-1)?.events.message(event, payload);
      await settle();
    },
  };
}
export type BasicWorld = Awaited<ReturnType<typeof createBasicWorld>>;
