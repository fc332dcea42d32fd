import type { HandshakeAuth } from '@seo-live/protocol';
import type { createNamedTimers } from './createNamedTimers';
import type { OpenedSocket, OpenSocket, SocketEvents } from './openedSocket';

const CONNECT_TIMEOUT_MS = 5000;

/** What a socket can tell; each runs in turn, and only while its socket is the one. */
export interface SocketHeard {
  connected(socket: OpenedSocket): Promise<void>;
  /** `code` is null when nobody said why. */
  refused(code: string | null, retryAfterMs: number | null): Promise<void>;
  lost(reason: string): Promise<void>;
  message: SocketEvents['message'];
}

export interface SocketSlotDeps {
  openSocket: OpenSocket;
  timers: ReturnType<typeof createNamedTimers<'connect'>>;
  turn: (run: () => Promise<void>) => Promise<void>;
}

/** Place for one socket: opening another lets go of the first, and what a socket says after that is not heard. */
export function createSocketSlot({ openSocket, timers, turn }: SocketSlotDeps) {
  let held: OpenedSocket | null = null;
  let generation = 0;

  function drop(): void {
    generation += 1;
    timers.clear('connect');
    held?.close();
    held = null;
  }

  return {
    drop,
    isTaken: (): boolean => held !== null,
    open(url: string, auth: () => Partial<HandshakeAuth>, heard: SocketHeard): void {
      drop();
      const mine = generation;
      const ifMine = (run: () => Promise<void>) =>
        void turn(async () => (mine === generation ? run() : undefined));
      timers.set('connect', CONNECT_TIMEOUT_MS, () => ifMine(() => heard.refused(null, null)));
      const socket = openSocket(url, auth, {
        connected: () => {
          if (mine === generation) timers.clear('connect');
          ifMine(() => heard.connected(socket));
        },
        refused: ({ code, retryAfterMs }) => ifMine(() => heard.refused(code, retryAfterMs)),
        lost: (reason) => ifMine(() => heard.lost(reason)),
        message: (event, payload) => mine === generation && heard.message(event, payload),
      });
      held = socket;
    },
  };
}
