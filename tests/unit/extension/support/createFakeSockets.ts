import type { OpenedSocket, OpenSocket, SocketEvents } from '../../../../lib/connection/openedSocket.ts';
import {
  type FullJobMessage,
  isTerminal,
  type JoinAck,
  type JoinRequest,
  TEST_JOB_ID,
} from '../../../../protocol/src/index.ts';
import { message } from './messages.ts';

type SocketMode = 'ok' | 'refuse' | 'hang' | { code: string; retryAfterMs?: number };
type AckMode = 'ok' | 'silent' | 'later' | { code: string };

export interface SocketModes {
  socket: SocketMode;
  ack: AckMode;
  /** `unknown`: an older server. `mute`: its message never comes. */
  testRoom: 'ok' | 'unknown' | 'mute';
}

interface OpenSocketRecord {
  url: string;
  token: string;
  bootId: string | undefined;
  open: boolean;
  connected: boolean;
  rooms: Set<string>;
  events: SocketEvents;
  joins: JoinRequest[];
  /** Jobs whose last join was not answered, or refused for now. */
  unjoined: Set<string>;
  laterAcks: (() => void)[];
}

/** More than one try at each alarm of 15 days. Only an endless loop without a pause reaches it. */
const LOOP = 60_000;

/** The sockets of the fake server: their rooms, and how many were ever open at once. */
export function createFakeSockets(deps: {
  mode: SocketModes;
  jobs: Map<string, FullJobMessage>;
  isRevoked: (token: string) => boolean;
}) {
  const { mode, jobs, isRevoked } = deps;
  const sockets: OpenSocketRecord[] = [];
  const isOpen = (socket: OpenSocketRecord) => socket.open;
  let mostOpen = 0;
  let known: OpenSocketRecord[] = [];
  let displaced = 0;
  let justClosed = false;

  const openSocket: OpenSocket = (url, auth, events) => {
    if (sockets.length >= LOOP) throw new Error('A loop of tries');
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
      unjoined: new Set(),
      laterAcks: [],
    };
    sockets.push(socket);
    known = [...known.filter(isOpen), socket];
    mostOpen = Math.max(mostOpen, known.length);
    if (justClosed) displaced += 1;
    const answer = mode.socket === 'ok' && isRevoked(token) ? { code: 'unauthorized' } : mode.socket;
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
      if (isRevoked(token)) return { ok: false, error: { code: 'unauthorized', message: '' } };
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
        // It enters the room first, and the answer comes last. A refused one does not enter.
        const refused = typeof mode.ack === 'object';
        if (!refused && (jobs.has(request.job_id) || request.job_id === TEST_JOB_ID))
          socket.rooms.add(request.job_id);
        socket.unjoined.add(request.job_id);
        const answerNow = () => {
          const answer = ackOf(request);
          if (answer.ok) socket.unjoined.delete(request.job_id);
          ack(answer);
        };
        if (mode.ack === 'silent') return;
        if (mode.ack === 'later') socket.laterAcks.push(answerNow);
        else queueMicrotask(() => socket.open && answerNow());
        if (request.job_id !== TEST_JOB_ID || mode.testRoom !== 'ok') return;
        setImmediate(() => socket.connected && events.message('job_progress', message(request)));
      },
      leave: (jobId) => void socket.rooms.delete(jobId),
      close() {
        socket.open = false;
        socket.connected = false;
        justClosed = true;
        queueMicrotask(() => {
          justClosed = false;
        });
      },
    } satisfies OpenedSocket;
  };

  return {
    sockets,
    openSocket,
    openSockets: () => known.filter(isOpen),
    isLooping: () => sockets.length >= LOOP,
    newest: () => sockets.at(-1),
    /** The most sockets that were ever open at the same moment. */
    mostOpen: () => mostOpen,
    /** How often a socket was opened in the moment in which another one was closed. */
    displaced: () => displaced,
    send(jobId: string, event: 'job_progress' | 'job_completed' | 'job_error', payload: unknown): void {
      for (const socket of known)
        if (socket.connected && socket.rooms.has(jobId)) socket.events.message(event, payload);
    },
    /** Cuts the network: all open sockets are lost. */
    drop(): void {
      for (const socket of known.filter(isOpen)) {
        socket.rooms.clear();
        const was = socket.connected;
        socket.connected = false;
        if (was) socket.events.lost('transport close');
      }
    },
  };
}
