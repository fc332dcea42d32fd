import {
  type AckError,
  type JoinAck,
  type JoinRequest,
  jobIdOfRoom,
  joinRequestSchema,
  type LeaveAck,
  leaveRequestSchema,
  roomOf,
  TEST_JOB_ID,
} from '@seo-live/protocol';
import type { EventLog } from '../jobs/log/eventLog.ts';
import { type Clock, isoNow } from '../shared/clock.ts';
import { createBucket } from '../shared/createBucket.ts';
import type { Delivery } from './createDelivery.ts';
import type { GatewayLimits, GatewayOptions } from './gatewayOptions.ts';
import type { GatewaySocket } from './gatewaySocket.ts';
import { testMessage } from './testMessage.ts';

const WINDOW_MS = 10_000;

interface RoomJoinsDeps {
  log: EventLog;
  delivery: Delivery;
  clock: Clock;
  limits: GatewayLimits;
  onError: (error: unknown, context: { what: string }) => void;
  onRefused?: GatewayOptions['onRefused'];
}

/** Lets sockets join the rooms of jobs. Every call is acknowledged, also after an error. */
export function createRoomJoins({ log, delivery, clock, limits, onError, onRefused }: RoomJoinsDeps) {
  /**
   * Joins the room before it reads state and events, so that an event that arrives in between is delivered
   * twice rather than lost.
   */
  async function join(socket: GatewaySocket, request: JoinRequest): Promise<JoinAck> {
    const room = roomOf(request.job_id);
    if (!socket.rooms.has(room) && countJobRooms(socket) >= limits.roomsPerConnection) {
      return refuse('too_many_rooms', `One connection follows at most ${limits.roomsPerConnection} scans.`);
    }
    if (request.job_id === TEST_JOB_ID) return joinTest(socket);
    if ((await log.ownerOf(request.job_id)) !== socket.data.identity.userId) return notFound();
    if (!socket.connected) return refuse('unavailable', 'The connection was closed.');
    await socket.join(room);
    await delivery.host(request.job_id);
    const snapshot = await log.read(request.job_id, { sinceSeq: request.since_seq, epoch: request.epoch });
    if (!snapshot) {
      await socket.leave(room);
      return notFound();
    }
    const { message, reset, ended, events } = snapshot;
    return {
      ok: true,
      snapshot: message,
      reset,
      ended,
      ...(events && { events }),
      server_time: isoNow(clock),
    };
  }

  /** The message comes after the ack, as in the room of a job. */
  async function joinTest(socket: GatewaySocket): Promise<JoinAck> {
    await socket.join(roomOf(TEST_JOB_ID));
    setImmediate(() => socket.emit('job_progress', testMessage(clock, 2)));
    const snapshot = testMessage(clock, 1);
    return { ok: true, snapshot, reset: false, ended: false, server_time: isoNow(clock) };
  }

  async function leave(socket: GatewaySocket, jobId: string): Promise<LeaveAck> {
    await socket.leave(roomOf(jobId));
    return { ok: true };
  }

  return (socket: GatewaySocket): void => {
    const calls = createBucket(clock, limits.callsPer10s, WINDOW_MS);

    /** Runs a handler and always acknowledges: with its result, or with the reason why there is none. */
    const answering = <A extends { ok: true }>(
      ack: unknown,
      work: () => Promise<A | Refused> | Refused,
    ): void => {
      const reply = (answer: A | Refused): void => {
        if (!answer.ok) onRefused?.(answer.error.code);
        if (typeof ack === 'function') ack(answer);
      };
      const waitMs = calls.take();
      if (waitMs > 0) {
        reply(refuse('rate_limited', 'Too many requests on this connection. Wait a moment.', waitMs));
        return;
      }
      void Promise.resolve()
        .then(work)
        .catch((error: unknown) => {
          onError(error, { what: 'room' });
          return refuse('unavailable', 'The server could not answer. Ask again in a moment.');
        })
        .then(reply);
    };

    socket.on('join_job', (request: unknown, ack: unknown) =>
      answering<Extract<JoinAck, { ok: true }>>(ack, () => {
        const parsed = joinRequestSchema.safeParse(fromString(request));
        return parsed.success ? join(socket, parsed.data) : invalid();
      }),
    );
    socket.on('leave_job', (request: unknown, ack: unknown) =>
      answering<{ ok: true }>(ack, () => {
        const parsed = leaveRequestSchema.safeParse(fromString(request));
        return parsed.success ? leave(socket, parsed.data.job_id) : invalid();
      }),
    );
  };
}

interface Refused {
  ok: false;
  error: AckError;
}

const fromString = (request: unknown): unknown =>
  typeof request === 'string' ? { job_id: request } : request;

const countJobRooms = (socket: GatewaySocket): number =>
  [...socket.rooms].filter((room) => jobIdOfRoom(room) !== null).length;

const refuse = (code: string, message: string, retryAfterMs?: number): Refused => ({
  ok: false,
  error: { code, message, ...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }) },
});

const notFound = (): Refused =>
  refuse('not_found', 'There is no such scan on this server, or it is not yours.');

const invalid = (): Refused =>
  refuse('invalid_request', 'A job_id is needed, and only the fields of the protocol are allowed.');
