import {
  type FullJobMessage,
  isTerminal,
  type JobError,
  type JobResult,
  type Report,
} from '@seo-live/protocol';
import type { Transaction } from 'kysely';
import type { Store } from '../database/openStore.ts';
import type { Database } from '../database/schema.ts';
import { findJob } from './findJob.ts';
import { insertEvent } from './insertEvent.ts';
import type { Job } from './job.ts';
import { nextChange } from './nextChange.ts';

/** The values that one event writes. Only the last event of a job has more than the message. */
export interface NextState {
  message: FullJobMessage;
  result?: JobResult | undefined;
  error?: JobError | undefined;
  report?: Report | undefined;
  lastRequestAt?: string | null | undefined;
}

/** The events of jobs. The row of a job always has the state of its newest event. */
export function createEventStore({ db, transaction }: Store) {
  const messagesAfter = async (handle: typeof db, jobId: string, seq: number, limit?: number) => {
    const rows = await handle
      .selectFrom('events')
      .select('message')
      .where('job_id', '=', jobId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
      .execute();
    return rows.map(({ message }) => JSON.parse(message) as FullJobMessage);
  };

  return {
    /**
     * Writes the state that `decide` returns for the job, and its event, in one transaction. Null when there
     * is no such job, or `decide` returns null. `durable` waits for the disk.
     */
    append: (
      jobId: string,
      decide: (job: Job) => NextState | null,
      options: { durable: boolean },
    ): Promise<FullJobMessage | null> =>
      transaction(async (trx) => {
        const job = await findJob(trx, jobId);
        const next = job && decide(job);
        if (!next) return null;
        await updateState(trx, job, next);
        await insertEvent(trx, next.message);
        return next.message;
      }, options),

    /**
     * The job and its events after the number that `from` returns, read in one transaction. `events` is null
     * when `from` returns null. Null when there is no such job.
     */
    read: (
      jobId: string,
      from: (job: Job) => number | null,
    ): Promise<{ job: Job; events: FullJobMessage[] | null } | null> =>
      transaction(async (trx) => {
        const job = await findJob(trx, jobId);
        if (!job) return null;
        const seq = from(job);
        return { job, events: seq === null ? null : await messagesAfter(trx, jobId, seq) };
      }),

    /** Number of the newest event of each of these jobs that exists. */
    async heads(jobIds: string[]): Promise<Map<string, number>> {
      if (jobIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('jobs')
        .select(['job_id', 'seq'])
        .where('job_id', 'in', jobIds)
        .where('deleted_at', 'is', null)
        .execute();
      return new Map(rows.map((row) => [row.job_id, row.seq]));
    },

    /** Messages after `seq`, oldest first. */
    after: (jobId: string, seq: number, limit: number): Promise<FullJobMessage[]> =>
      messagesAfter(db, jobId, seq, limit),
  };
}

async function updateState(
  trx: Transaction<Database>,
  job: Job,
  { message, result, error, report, lastRequestAt }: NextState,
): Promise<void> {
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
      started_at: job.startedAt ?? (message.status === 'running' ? message.timestamp : null),
      ...(isTerminal(message.status) && { ended_at: message.timestamp, site_lock: null }),
      ...(result && { result: JSON.stringify(result) }),
      ...(error && { error: JSON.stringify(error) }),
      ...(report && { report: JSON.stringify(report) }),
      ...(lastRequestAt && { last_request_at: lastRequestAt }),
    })
    .where('job_id', '=', message.job_id)
    .execute();
}

export type EventStore = ReturnType<typeof createEventStore>;
