import { TEST_JOB_ID } from '@seo-live/protocol';
import type { ConnectionLog } from '../state/connectionLog';
import { ANSWER_WITHIN_MS, type SocketTest } from '../state/socketTest';
import type { Timers, WallClock } from '../state/wallClock';
import type { OpenedSocket } from './openedSocket';

/** A try of the socket gives up after 5 s. An earlier try may have to end first. */
const CONNECT_WITHIN_MS = 10_000;

interface Running {
  found: SocketTest;
  since: number;
  timer: unknown;
  acked: boolean;
  /** The socket whose test room was joined. */
  joined: OpenedSocket | null;
  resolve: (found: SocketTest) => void;
}

/**
 * A test over the one socket, never over another one. While it runs, it counts as work, so the connection
 * opens the socket in its usual way and reports its events here. The test always ends, with a code if a step
 * failed, and is forgotten with the worker.
 */
export function createSocketTest(deps: { timers: Timers; now: WallClock; log: ConnectionLog }) {
  const { timers, now, log } = deps;
  let running: Running | null = null;
  let answer: Promise<SocketTest> | null = null;
  let triedUrl = '';

  const took = (test: Running): number => Math.max(1, now() - test.since);

  function end(code: string | null): void {
    if (!running) return;
    const test = running;
    running = null;
    answer = null;
    timers.clear(test.timer);
    test.joined?.leave(TEST_JOB_ID);
    log.add('test', code ?? 'ok', test.found.roundTripMs ?? undefined);
    test.resolve({ ...test.found, code });
  }

  function wait(test: Running, ms: number): void {
    timers.clear(test.timer);
    test.timer = timers.set(() => end('timeout'), ms);
  }

  function endIfWhole({ acked, found }: Running): void {
    if (acked && found.messageMs !== null) end(null);
  }

  function join(test: Running, socket: OpenedSocket): void {
    test.joined = socket;
    test.since = now();
    wait(test, ANSWER_WITHIN_MS);
    socket.join({ job_id: TEST_JOB_ID }, (ack: unknown) => {
      if (running !== test || test.joined !== socket || test.acked) return;
      test.acked = true;
      test.found.roundTripMs = took(test);
      wait(test, ANSWER_WITHIN_MS);
      const { ok, error } = (ack ?? {}) as { ok?: unknown; error?: { code?: unknown } };
      if (ok === true) endIfWhole(test);
      else end(typeof error?.code === 'string' ? error.code : 'bad_answer');
    });
  }

  return {
    isOn: (): boolean => running !== null,
    end,
    /** Resolves when the test has ended. Called again meanwhile, it returns the same test. */
    begin(): Promise<SocketTest> {
      answer ??= new Promise((resolve) => {
        const found = { connectMs: null, roundTripMs: null, messageMs: null, code: null };
        const test: Running = { found, since: now(), timer: null, acked: false, joined: null, resolve };
        running = test;
        wait(test, CONNECT_WITHIN_MS);
      });
      return answer;
    },
    /** Called for every try, since one that already runs becomes part of the test. */
    trying(url: string): void {
      triedUrl = url;
    },
    /** `before`: the socket was connected when the test began. */
    connected(socket: OpenedSocket, before = false): void {
      const test = running;
      if (!test || test.joined === socket) return;
      test.found.connectMs = before ? 0 : took(test);
      test.acked = false;
      join(test, socket);
    },
    refused(code: string | null): void {
      if (!running || running.joined) return;
      running.found.dialled = triedUrl;
      end(code ?? 'socket_blocked');
    },
    lost(): void {
      if (!running?.joined) return;
      running.joined = null;
      end('lost');
    },
    message(payload: unknown): void {
      const test = running;
      if (!test?.joined || (payload as { job_id?: unknown } | null)?.job_id !== TEST_JOB_ID) return;
      test.found.messageMs = took(test);
      endIfWhole(test);
    },
  };
}
export type SocketTester = ReturnType<typeof createSocketTest>;
