import type { HandshakeAuth, JoinAck, JoinRequest, ServerToClientEvents } from '@seo-live/protocol';

/** What the server sends about a job. */
export type JobEvent = keyof ServerToClientEvents;

export interface SocketEvents {
  connected(): void;
  /** `code` only when the server gave a reason. */
  refused(reason: { code: string | null; retryAfterMs: number | null }): void;
  lost(reason: string): void;
  message(event: JobEvent, payload: unknown): void;
}

export interface OpenedSocket {
  join(request: JoinRequest, ack: (answer: JoinAck) => void): void;
  leave(jobId: string): void;
  /** No event comes after it. */
  close(): void;
}

/** Opens one socket that never reconnects by itself. `url` may hold a path prefix. */
export type OpenSocket = (
  url: string,
  auth: () => Partial<HandshakeAuth>,
  events: SocketEvents,
) => OpenedSocket;
