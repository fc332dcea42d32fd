import { type FullJobMessage, isTerminal, jobIdOfRoom, roomOf } from '@seo-live/protocol';
import type { EventLog } from '../jobs/log/eventLog.ts';
import type { Clock } from '../shared/clock.ts';
import { createKeyedSerial } from '../shared/createSerial.ts';
import type { GatewayOptions, Receiver } from './gatewayOptions.ts';
import type { GatewayServer } from './gatewaySocket.ts';

const SWEEP_MS = 2_000;
const ROWS_PER_READ = 100;
const HEADS_PER_READ = 500;

export interface DeliveryOptions {
  io: GatewayServer;
  log: EventLog;
  clock: Clock;
  onError: (error: unknown, context: { what: string }) => void;
  onEmitted?: GatewayOptions['onEmitted'];
}

/**
 * Sends new events of the log to the rooms of this process. The signal `grown` only means that there are new
 * events; the events are read from the log, in order, after the last one that was sent. A sweep finds events
 * whose signal was lost.
 */
export function createDelivery({ io, log, clock, onError, onEmitted }: DeliveryOptions) {
  const exclusive = createKeyedSerial();
  /** For each room with a member: the number of the last event sent. */
  const sent = new Map<string, number>();
  let closed = false;
  let cancelSweep: (() => void) | null = null;

  const isHosted = (jobId: string): boolean => io.of('/').adapter.rooms.has(roomOf(jobId));

  function receiversOf(jobId: string): Receiver[] {
    const { adapter, sockets } = io.of('/');
    return [...(adapter.rooms.get(roomOf(jobId)) ?? [])].flatMap((id) => {
      const data = sockets.get(id)?.data;
      return data ? [{ bootId: data.bootId, userId: data.identity.userId }] : [];
    });
  }

  function send(message: FullJobMessage): void {
    const room = io.to(roomOf(message.job_id));
    if (message.status === 'failed') room.emit('job_error', message);
    else if (isTerminal(message.status)) room.emit('job_completed', message);
    else room.emit('job_progress', message);
    onEmitted?.(message, receiversOf(message.job_id));
  }

  const deliver = (jobId: string): Promise<void> =>
    exclusive(jobId, async () => {
      for (;;) {
        const from = sent.get(jobId);
        if (from === undefined || closed) return;
        const messages = await log.after(jobId, from, ROWS_PER_READ);
        for (const message of messages) send(message);
        const last = messages.at(-1);
        if (last) sent.set(jobId, last.seq);
        if (messages.length < ROWS_PER_READ) return;
      }
    });

  function announceDeleted(jobId: string): void {
    sent.delete(jobId);
    const room = roomOf(jobId);
    io.to(room).emit('job_error', {
      job_id: jobId,
      error: { code: 'deleted', message: 'This scan has been deleted.' },
    });
    io.in(room).socketsLeave(room);
  }

  async function sweep(): Promise<void> {
    const hosted = [...sent.keys()];
    for (let i = 0; i < hosted.length; i += HEADS_PER_READ) {
      const some = hosted.slice(i, i + HEADS_PER_READ);
      const heads = await log.heads(some);
      for (const jobId of some) {
        const head = heads.get(jobId);
        if (!isHosted(jobId)) sent.delete(jobId);
        else if (head === undefined) announceDeleted(jobId);
        else if (head > (sent.get(jobId) ?? head)) await deliver(jobId);
      }
    }
  }

  function planSweep(): void {
    cancelSweep = clock.after(SWEEP_MS, () => {
      sweep()
        .catch((error: unknown) => onError(error, { what: 'sweep' }))
        .finally(() => {
          if (!closed) planSweep();
        });
    });
  }
  planSweep();

  const offGrown = log.on('grown', ({ jobId }) => {
    if (sent.has(jobId)) deliver(jobId).catch((error: unknown) => onError(error, { what: 'delivery' }));
  });
  const offDeleted = log.on('deleted', ({ jobId }) => {
    if (isHosted(jobId)) announceDeleted(jobId);
  });
  const onEmptyRoom = (room: string): void => {
    const jobId = jobIdOfRoom(room);
    if (jobId !== null) sent.delete(jobId);
  };
  io.of('/').adapter.on('delete-room', onEmptyRoom);

  return {
    /**
     * Begins to send the events of a job to a room that has just got a member. When it resolves, every event
     * after the state that the caller reads next will be sent.
     */
    host: (jobId: string): Promise<void> =>
      exclusive(jobId, async () => {
        if (sent.has(jobId)) return;
        const head = (await log.heads([jobId])).get(jobId);
        if (head !== undefined && isHosted(jobId)) sent.set(jobId, head);
      }),
    close(): void {
      closed = true;
      cancelSweep?.();
      offGrown();
      offDeleted();
      io.of('/').adapter.off('delete-room', onEmptyRoom);
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;
