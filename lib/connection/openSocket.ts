import type { ClientToServerEvents, ServerToClientEvents } from '@seo-live/protocol';
import { Manager, type Socket } from 'socket.io-client';
import { strictJson } from '../state/parseLenient';
import type { JobEvent, OpenSocket } from './openedSocket';

const CONNECT_TIMEOUT_MS = 5000;

/** A record, so that a new event of the contract does not compile until it is received here. */
const jobEvents: Record<JobEvent, true> = { job_progress: true, job_completed: true, job_error: true };

/** The reason `io.use` refused with, if this error carries one. */
function refusalOf(error: Error): { code: string | null; retryAfterMs: number | null } {
  const data: unknown = 'data' in error ? error.data : null;
  const given = typeof data === 'object' && data !== null ? data : {};
  return {
    code: 'code' in given && typeof given.code === 'string' ? given.code : null,
    retryAfterMs:
      'retry_after_ms' in given && typeof given.retry_after_ms === 'number' ? given.retry_after_ms : null,
  };
}

/** A packet that is no JSON ends the connection. A server in Python writes `NaN` without a word. */
function readLeniently(manager: Manager): void {
  const { decoder } = manager as unknown as { decoder: { add(packet: unknown): void } };
  const add = decoder.add.bind(decoder);
  decoder.add = (packet) => add(typeof packet === 'string' ? strictJson(packet) : packet);
}

/** socket.io-client, WebSocket only: long polling would not keep a worker alive. */
export const openSocket: OpenSocket = (address, auth, events) => {
  const url = new URL(address);
  const options = {
    // socket.io-client reads a path in the URL as a namespace.
    path: `${url.pathname.replace(/\/+$/, '')}/socket.io`,
    transports: ['websocket'],
    // The build removes what would change the transport.
    upgrade: false,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    auth: (give: (auth: object) => void) => give(auth()),
  };
  // A manager for this socket alone: those of `io` are shared.
  const manager = new Manager(url.origin, options);
  readLeniently(manager);
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = manager.socket('/', options);
  socket.on('connect', events.connected);
  socket.on('connect_error', (error) => events.refused(refusalOf(error)));
  socket.on('disconnect', (reason) => events.lost(reason));
  for (const event of Object.keys(jobEvents) as JobEvent[]) {
    socket.on(event, (message: unknown) => events.message(event, message));
  }
  return {
    join: (request, ack) => socket.emit('join_job', request, ack),
    leave: (jobId) => socket.emit('leave_job', { job_id: jobId }),
    close() {
      socket.off();
      socket.close();
    },
  };
};
