import type { JoinAck } from '@seo-live/protocol';
import { clampWait } from '../api/retryAfterHeader';
import type { Failure } from '../state/answer';
import { failureTraitsOf, isRemoved } from '../state/failureTraits';
import type { FollowedJob, LiveJobs } from '../state/followedJob';
import { isSameJobId } from '../state/jobId';
import type { Timers, WallClock } from '../state/wallClock';
import type { Inbox } from './createInbox';
import type { OpenedSocket, SocketEvents } from './openedSocket';

const JOIN_TIMEOUT_MS = 5000;
/** How long a screen that opens waits for a sign of life. */
const PROBE_MS = 2000;

interface Room {
  job: FollowedJob;
  /** Messages that came while the join is pending; null once it has ended. */
  pending: unknown[] | null;
  timer: unknown;
}

export interface RoomDeps {
  socket: OpenedSocket;
  /** A basic server: acks prove nothing, messages have no `seq`, and their time orders them. */
  basic: boolean;
  inbox: Inbox;
  timers: Timers;
  now: WallClock;
  /** Whether REST has asked us to wait, and a way to note that it does. Joins go on: they use the socket. */
  rest: { isPaused: () => boolean; pause: (failure: Failure) => void };
  /** A REST snapshot, for when the socket gives none. Returns the failure, or null. */
  snapshot: (job: FollowedJob) => Promise<Failure | null>;
  onTokenRefused: (code: string) => void;
  /** `offsetMs`: the server's clock minus ours, at the middle of the round trip. */
  onRoundTrip: (ms: number, offsetMs: number) => void;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const isAck = (answer: unknown): answer is JoinAck => typeof fieldOf(answer, 'ok') === 'boolean';

/** The rooms of one socket. Joins them with the last known position, and keeps messages while a join is pending. */
export function createRooms(deps: RoomDeps) {
  const { socket, inbox, timers, basic } = deps;
  const rooms = new Map<string, Room>();
  let unsure = basic;
  /** Messages and acks so far. */
  let heard = 0;
  let probe: unknown = null;
  async function snapshotOf(job: FollowedJob): Promise<Failure | null> {
    if (deps.rest.isPaused()) return { code: 'rate_limited' };
    const failure = await deps.snapshot(job);
    if (failure?.retryAfterMs) deps.rest.pause(failure);
    return failure;
  }

  function endJoin(room: Room): void {
    timers.clear(room.timer);
    const pending = room.pending ?? [];
    room.pending = null;
    for (const message of pending) void inbox.receive(room.job.key, message, 'pushed');
  }

  /** From the position of the first join: messages since then come twice, and the second copy is dropped. */
  function joinAgain(room: Room, live: LiveJobs, afterMs: number): void {
    room.timer = timers.set(() => join(room.job, live), afterMs);
  }

  /**
   * Without a snapshot, a missed update stays missed until the next message, so it is asked for until it comes.
   * A basic server is asked by each alarm anyway.
   */
  async function takeSnapshot(room: Room, live: LiveJobs): Promise<void> {
    const failure = await snapshotOf(room.job);
    if (!failure || rooms.get(room.job.jobId) !== room) return;
    if (failureTraitsOf(failure.code).refusesToken) deps.onTokenRefused(failure.code);
    else if (!basic) joinAgain(room, live, JOIN_TIMEOUT_MS);
  }

  function endUnsure(room: Room, live: LiveJobs): void {
    unsure = true;
    endJoin(room);
    void takeSnapshot(room, live);
  }

  function answered(room: Room, answer: unknown, live: LiveJobs): void {
    if (rooms.get(room.job.jobId) !== room) return;
    const late = room.pending === null;
    if (basic || !isAck(answer)) {
      endUnsure(room, live);
      return;
    }
    if (answer.ok) {
      void inbox.receive(room.job.key, answer.snapshot, 'snapshot');
      if (!late) endJoin(room);
      return;
    }
    endJoin(room);
    const { code, retry_after_ms } = answer.error;
    if (failureTraitsOf(code).refusesToken) deps.onTokenRefused(code);
    else if (isRemoved(code)) {
      rooms.delete(room.job.jobId);
      void inbox.markRemoved(room.job.key, code);
    } else {
      void snapshotOf(room.job);
      joinAgain(room, live, clampWait(retry_after_ms ?? JOIN_TIMEOUT_MS));
    }
  }

  function measure(askedAt: number, answer: unknown): void {
    const roundTripMs = deps.now() - askedAt;
    const theirs = Date.parse(String(fieldOf(answer, 'server_time')));
    if (Number.isFinite(theirs)) deps.onRoundTrip(roundTripMs, theirs - (askedAt + roundTripMs / 2));
  }

  function ask(room: Room, live: LiveJobs): void {
    const { seq, epoch } = live[room.job.key] ?? {};
    const askedAt = deps.now();
    socket.join(
      {
        job_id: room.job.jobId,
        ...(seq === undefined ? {} : { since_seq: seq }),
        ...(epoch === undefined ? {} : { epoch }),
      },
      (answer) => {
        heard += 1;
        measure(askedAt, answer);
        answered(room, answer, live);
      },
    );
  }

  function join(job: FollowedJob, live: LiveJobs): void {
    const room: Room = { job, pending: basic ? null : [], timer: null };
    rooms.set(job.jobId, room);
    // A server whose handler raises never acks. It is treated as a basic one.
    room.timer = timers.set(() => endUnsure(room, live), JOIN_TIMEOUT_MS);
    // At once, since no ack will bring it. The snapshot of the timer above closes the gap until the room is joined.
    if (basic) void snapshotOf(job);
    ask(room, live);
  }

  return {
    socket,
    /** A join was not acknowledged, so updates may not arrive. */
    isUnsure: (): boolean => unsure,
    /** Joins new scans and leaves those that are no longer followed. */
    sync(jobs: FollowedJob[], live: LiveJobs): void {
      const wanted = new Set(jobs.map((job) => job.jobId));
      for (const [jobId, room] of rooms) {
        if (wanted.has(jobId)) continue;
        timers.clear(room.timer);
        rooms.delete(jobId);
        socket.leave(jobId);
      }
      for (const job of jobs) if (!rooms.has(job.jobId)) join(job, live);
    },
    /**
     * Joins one room again, since a path may be dead long before the socket notices it. `onSilent` is called if
     * nothing comes back. Where joins are not acknowledged, only REST can tell.
     */
    probe(live: LiveJobs, onSilent: () => void): void {
      const room = [...rooms.values()].find(({ pending }) => pending === null);
      if (unsure || !room || probe !== null) return;
      const before = heard;
      probe = timers.set(() => {
        probe = null;
        if (heard === before) onSilent();
      }, PROBE_MS);
      ask(room, live);
    },
    message: ((event, payload) => {
      heard += 1;
      const jobId = fieldOf(payload, 'job_id');
      const room =
        rooms.get(jobId as string) ?? [...rooms.values()].find(({ job }) => isSameJobId(jobId, job.jobId));
      if (!room) return basic && typeof jobId !== 'string' ? inbox.drop() : undefined;
      const { removed } = failureTraitsOf(String(fieldOf(fieldOf(payload, 'error'), 'code')));
      if (event === 'job_error' && removed === 'erased' && fieldOf(payload, 'seq') === undefined) {
        void inbox.markRemoved(room.job.key, 'deleted');
      } else if (room.pending) room.pending.push(payload);
      else void inbox.receive(room.job.key, payload, 'pushed');
    }) satisfies SocketEvents['message'],
    close(): void {
      for (const room of rooms.values()) timers.clear(room.timer);
      timers.clear(probe);
      rooms.clear();
    },
  };
}
export type Rooms = ReturnType<typeof createRooms>;
