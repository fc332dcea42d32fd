import { EventEmitter } from 'node:events';
import { canMove, type FullJobMessage, isTerminal, type JobStatus } from '@seo-live/protocol';
import type { Transaction } from 'kysely';
import { type Clock, isoNow } from '../shared/clock.ts';
import type { Store } from '../store/database/openStore.ts';
import type { Database } from '../store/database/schema.ts';
import { nextChange } from '../store/jobs/nextChange.ts';
import type { ChangeOf, EventChange, EventLog, JobRow } from './eventLog.ts';
import { nextEpoch } from './nextEpoch.ts';
import { nextMessage } from './nextMessage.ts';
import { readLog } from './readLog.ts';

const KEPT_EVENTS = 500;

/** The log of every job: the only truth, of which all that people see is a view. */
export function createEventLog({ store, clock }: { store: Store; clock: Clock }): EventLog {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);

  async function write(
    trx: Transaction<Database>,
    jobId: string,
    changeOf: ChangeOf,
    newEpoch: boolean,
  ): Promise<FullJobMessage | null> {
    const row = await trx
      .selectFrom('jobs')
      .selectAll()
      .where('job_id', '=', jobId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row || isTerminal(row.status as JobStatus)) return null;
    const change = typeof changeOf === 'function' ? changeOf(row) : changeOf;
    if (!change || !isAllowed(row, change)) return null;
    const message = nextMessage(JSON.parse(row.message) as FullJobMessage, change, {
      seq: row.seq + 1,
      epoch: newEpoch ? nextEpoch(row.epoch, clock.now()) : row.epoch,
      timestamp: isoNow(clock),
    });
    await writeState(trx, row, change, message);
    await writeEvent(trx, message);
    return message;
  }

  return {
    async append(jobId, change, { durable = false, newEpoch = false } = {}) {
      const message = await store.transaction((trx) => write(trx, jobId, change, newEpoch), { durable });
      if (!message) return null;
      emitter.emit('grown', { jobId, seq: message.seq });
      if (isTerminal(message.status)) {
        emitter.emit('ended', { jobId, status: message.status, code: message.error?.code ?? null });
      }
      return message;
    },

    announce: (event, data) => {
      emitter.emit(event, data);
    },

    async ownerOf(jobId) {
      const row = await store.db
        .selectFrom('jobs')
        .select('user_id')
        .where('job_id', '=', jobId)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return row?.user_id ?? null;
    },

    read: (jobId, position) => readLog(store, jobId, position),

    async heads(jobIds) {
      if (jobIds.length === 0) return new Map();
      const rows = await store.db
        .selectFrom('jobs')
        .select(['job_id', 'seq'])
        .where('job_id', 'in', jobIds)
        .where('deleted_at', 'is', null)
        .execute();
      return new Map(rows.map((row) => [row.job_id, row.seq]));
    },

    async after(jobId, seq, limit) {
      const rows = await store.db
        .selectFrom('events')
        .select('message')
        .where('job_id', '=', jobId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => JSON.parse(row.message) as FullJobMessage);
    },

    on(event, listener) {
      emitter.on(event, listener);
      return () => emitter.off(event, listener);
    },
  };
}

const isAllowed = (row: JobRow, { status }: EventChange): boolean =>
  status === undefined || status === row.status || canMove(row.status as JobStatus, status);

/** The log row of a message, with the oldest dropped so that a job keeps its last 500. */
export async function writeEvent(trx: Transaction<Database>, message: FullJobMessage): Promise<void> {
  await trx
    .insertInto('events')
    .values({
      job_id: message.job_id,
      seq: message.seq,
      epoch: message.epoch,
      message: JSON.stringify(message),
      at: message.timestamp,
    })
    .execute();
  if (message.seq <= KEPT_EVENTS) return;
  await trx
    .deleteFrom('events')
    .where('job_id', '=', message.job_id)
    .where('seq', '<=', message.seq - KEPT_EVENTS)
    .execute();
}

async function writeState(
  trx: Transaction<Database>,
  row: JobRow,
  change: EventChange,
  message: FullJobMessage,
): Promise<void> {
  const ended = isTerminal(message.status);
  await trx
    .updateTable('jobs')
    .set({
      status: message.status,
      phase: message.detail.phase,
      progress: message.progress,
      seq: message.seq,
      epoch: message.epoch,
      message: JSON.stringify(message),
      change_no: await nextChange(trx),
      started_at: row.started_at ?? (message.status === 'running' ? message.timestamp : null),
      ...(ended && { ended_at: message.timestamp, site_lock: null }),
      ...(change.result && { result: JSON.stringify(change.result) }),
      ...(change.error && { error: JSON.stringify(change.error) }),
      ...(change.report && { report: JSON.stringify(change.report) }),
      ...(change.lastRequestAt && { last_request_at: change.lastRequestAt }),
    })
    .where('job_id', '=', message.job_id)
    .execute();
}
