import type { FullJobMessage } from '@seo-live/protocol';
import type { Transaction } from 'kysely';
import type { Store } from '../database/openStore.ts';
import type { Database } from '../database/schema.ts';
import { findJob } from './findJob.ts';
import { insertEvent } from './insertEvent.ts';
import { type Job, jobColumns, toJob } from './job.ts';
import { nextChange } from './nextChange.ts';

/** A job that is not stored yet, with its first message. */
export interface NewJob {
  userId: string;
  url: string;
  mode: string;
  options: Record<string, unknown>;
  /** At most one unfinished job of a user has this value. Null has no such limit. */
  siteLock: string | null;
  message: FullJobMessage;
}

/** The request that used an Idempotency-Key, and the job it started. */
export interface UsedKey {
  bodyHash: string;
  jobId: string;
  createdAt: string;
}

/** The reads and writes of a start. All run in one transaction. */
export interface StartTables {
  findKey(userId: string, key: string): Promise<UsedKey | null>;
  rememberKey(userId: string, key: string, use: UsedKey): Promise<void>;
  /** Null when there is no such job. */
  findJob(jobId: string): Promise<Job | null>;
  /** The user's jobs that have not ended. */
  unfinished(userId: string): Promise<{ jobId: string; siteLock: string | null }[]>;
  /** Adds the job with its first event. */
  addJob(job: NewJob): Promise<Job>;
}

/**
 * Starts jobs. All writes of `work` are on disk when `transaction` resolves. When `work` throws, none is
 * kept.
 */
export const createStartStore = ({ transaction }: Store) => ({
  transaction: <T>(work: (tables: StartTables) => Promise<T>): Promise<T> =>
    transaction((trx) => work(tablesIn(trx)), { durable: true }),
});

export type StartStore = ReturnType<typeof createStartStore>;

function tablesIn(trx: Transaction<Database>): StartTables {
  return {
    findJob: (jobId) => findJob(trx, jobId),

    async findKey(userId, key) {
      const row = await trx
        .selectFrom('idempotency')
        .select(['body_hash', 'job_id', 'created_at'])
        .where('user_id', '=', userId)
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? { bodyHash: row.body_hash, jobId: row.job_id, createdAt: row.created_at } : null;
    },

    async rememberKey(userId, key, { bodyHash, jobId, createdAt }) {
      const values = { body_hash: bodyHash, job_id: jobId, created_at: createdAt };
      await trx
        .insertInto('idempotency')
        .values({ user_id: userId, key, ...values })
        .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet(values))
        .execute();
    },

    async unfinished(userId) {
      const rows = await trx
        .selectFrom('jobs')
        .select(['job_id', 'site_lock'])
        .where('user_id', '=', userId)
        .where('ended_at', 'is', null)
        .execute();
      return rows.map((row) => ({ jobId: row.job_id, siteLock: row.site_lock }));
    },

    async addJob({ userId, url, mode, options, siteLock, message }) {
      const row = await trx
        .insertInto('jobs')
        .values({
          job_id: message.job_id,
          user_id: userId,
          url,
          mode,
          options: JSON.stringify(options),
          status: message.status,
          phase: message.detail.phase,
          progress: message.progress,
          seq: message.seq,
          epoch: message.epoch,
          message: JSON.stringify(message),
          site_lock: siteLock,
          change_no: await nextChange(trx),
          created_at: message.timestamp,
        })
        .returning(jobColumns)
        .executeTakeFirstOrThrow();
      await insertEvent(trx, message);
      return toJob(row);
    },
  };
}
