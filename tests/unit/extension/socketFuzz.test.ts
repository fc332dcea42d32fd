// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, expect, it } from 'vitest';
import { createApiClient } from '../../../lib/api/createApiClient.ts';
import { createConnection } from '../../../lib/connection/createConnection.ts';
import { openSocket } from '../../../lib/connection/openSocket.ts';
import { createConnectionLog } from '../../../lib/state/connectionLog.ts';
import { createState } from '../../../lib/state/createState.ts';
import { createFuzzedMessages } from '../../support/random/fuzzMessages.ts';
import { seededRandom } from '../../support/random/seededRandom.ts';
import { createMemoryArea } from './support/createMemoryArea.ts';
import { followed, message, server } from './support/messages.ts';

const MESSAGES = 20_000;
const events = ['job_progress', 'job_completed', 'job_error', 'job_unheard_of'] as const;
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);
let close: () => Promise<unknown> = async () => undefined;
afterEach(() => close());

it('goes on through 20,000 fuzzed messages of a real socket, and applies each that is news', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  seed ${seed} (FUZZ_SEED=${seed} plays it again)`);
  const random = seededRandom(seed);
  const first = message({ job_id: 'j1', epoch: '00000001' });
  const stream = createFuzzedMessages(random, first);
  process.on('unhandledRejection', onRejection);

  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const joined = Promise.withResolvers<void>();
  io.on('connection', (socket) => {
    socket.on('join_job', (_request, ack) => {
      ack({ ok: true, snapshot: first, reset: false, ended: false, server_time: first.timestamp });
      joined.resolve();
    });
  });

  const state = createState({ local: createMemoryArea().area, session: createMemoryArea().area });
  await state.server.set({ ...server, url });
  await state.followed.set([followed('j1')]);
  const heard = { applied: 0, other: 0 };
  const connection = createConnection({
    state,
    log: createConnectionLog({ item: state.log, now: Date.now }),
    openSocket,
    observer: {
      clock: () => undefined,
      attempt: () => undefined,
      received: (_key, outcome) => {
        heard[outcome === 'applied' ? 'applied' : 'other'] += 1;
      },
    },
    apiFor: (paired) =>
      createApiClient({
        baseUrl: paired.url,
        fetch,
        timeout: (ms) => AbortSignal.timeout(ms),
        now: Date.now,
      }),
    now: Date.now,
    timers: {
      set: (run, ms) => setTimeout(run, ms),
      clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
    },
    random: Math.random,
    touch: async () => undefined,
    client: { boot_id: 'fuzz' },
    onReachable: () => undefined,
  });
  close = async () => {
    process.off('unhandledRejection', onRejection);
    await state.server.set(null);
    await connection.ensure();
    await io.close();
  };

  await connection.ensure();
  await joined.promise;
  let news = 0;
  for (let n = 0; n < MESSAGES; n += 1) {
    const { payload, next } = stream.take();
    if (next) news += 1;
    // News come by the event they belong to; everything else by any event, known or not.
    io.emit(next ? 'job_progress' : (events[Math.floor(random() * events.length)] ?? ''), payload);
    if (n % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const end = { ...stream.newest(), seq: stream.newest().seq + 1, status: 'completed' as const };
  io.emit('job_completed', end);
  for (let tries = 0; tries < 600 && !(await state.followed.get())[0]?.end; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const [job] = await state.followed.get();
  expect(job?.end).toMatchObject({ status: 'completed', seq: end.seq });
  // The snapshot of the join, each message that was news, and the end.
  expect(heard.applied).toBe(1 + news + 1);
  expect(rejections).toEqual([]);
}, 120_000);
