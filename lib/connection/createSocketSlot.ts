import type { HandshakeAuth } from '@seo-live/protocol';
import type { createNamedTimers } from './createNamedTimers';
import type { OpenedSocket, OpenSocket, SocketEvents } from './openedSocket';

const CONNECT_TIMEOUT_MS = 5000;

/** Events of the current socket. All but `message` run exclusively. */
export interface SocketListener {
  connected(socket: OpenedSocket): Promise<void>;
  /** `code` is null when the server gave no reason. */
  refused(code: string | null, retryAfterMs: number | null): Promise<void>;
  lost(reason: string): Promise<void>;
  message: SocketEvents['message'];
}

export interface SocketSlotDeps {
  openSocket: OpenSocket;
  timers: ReturnType<typeof createNamedTimers<'connect'>>;
  exclusive: (run: () => Promise<void>) => Promise<void>;
}

/** Holds at most one socket. Opening another closes the first, and later events of the first are ignored. */
export function createSocketSlot({ openSocket, timers, exclusive }: SocketSlotDeps) {
  let current: OpenedSocket | null = null;
  let generation = 0;

  function drop(): void {
    generation += 1;
    timers.clear('connect');
    current?.close();
    current = null;
  }

  return {
    drop,
    isInUse: (): boolean => current !== null,
    open(url: string, auth: () => Partial<HandshakeAuth>, listener: SocketListener): void {
      drop();
      const mine = generation;
      const ifMine = (run: () => Promise<void>) =>
        void exclusive(async () => (mine === generation ? run() : undefined));
      timers.set('connect', CONNECT_TIMEOUT_MS, () => ifMine(() => listener.refused(null, null)));
      const socket = openSocket(url, auth, {
        connected: () => {
          if (mine === generation) timers.clear('connect');
          ifMine(() => listener.connected(socket));
        },
        refused: ({ code, retryAfterMs }) => ifMine(() => listener.refused(code, retryAfterMs)),
        lost: (reason) => ifMine(() => listener.lost(reason)),
        message: (event, payload) => mine === generation && listener.message(event, payload),
      });
      current = socket;
    },
  };
}
