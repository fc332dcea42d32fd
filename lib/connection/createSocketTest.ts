import { TEST_JOB_ID } from '@seo-live/protocol';
import type { ConnectionLog } from '../state/connectionLog';
import { ANSWER_WITHIN_MS, type SocketTest } from '../state/socketTest';
import type { OpenedSocket, Timers } from './openedSocket';

/** A try of the socket gives up after 5 s by itself; one that was under way may end first. */
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
 * A test over the one socket, never over one of its own: while it runs it counts as work, so that the
 * connection comes by its own ways, and what happens to the socket is told to it. It always ends, with a
 * code where a step failed, and is forgotten with the worker.
 */
export function createSocketTest(deps: { timers: Timers; now: () => number; log: ConnectionLog }) {
  const { timers, now, log } = deps;
  let running: Running | null = null;
  let answer: Promise<SocketTest> | null = null;
  let dialled = '';

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
    /** Resolves when the test has ended; asked again meanwhile, it is the same test. */
    begin(): Promise<SocketTest> {
      answer ??= new Promise((resolve) => {
        const found = { connectMs: null, roundTripMs: null, messageMs: null, code: null };
        const test: Running = { found, since: now(), timer: null, acked: false, joined: null, resolve };
        running = test;
        wait(test, CONNECT_WITHIN_MS);
      });
      return answer;
    },
    /** Of any try, since one that is under way becomes the test's. */
    dialled(url: string): void {
      dialled = url;
    },
    /** `before`: it was connected when the test began. */
    connected(socket: OpenedSocket, before = false): void {
      const test = running;
      if (!test || test.joined === socket) return;
      test.found.connectMs = before ? 0 : took(test);
      test.acked = false;
      join(test, socket);
    },
    refused(code: string | null): void {
      if (!running || running.joined) return;
      running.found.dialled = dialled;
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
