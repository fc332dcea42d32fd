import type { JobStatus, Report } from '@seo-live/protocol';
import type { Store } from '../database/openStore.ts';
import { findJob } from './findJob.ts';
import { type Job, jobColumns, toJob } from './job.ts';
import { countJob, type JobCounts } from './jobCounts.ts';
import { nextChange } from './nextChange.ts';

/** Reads jobs, and writes requests to cancel or delete them. The event store writes their state. */
export function createJobStore({ db, transaction }: Store) {
  const existing = () => db.selectFrom('jobs').where('deleted_at', 'is', null);

  return {
    /** Null when there is no such job. */
    find: (jobId: string): Promise<Job | null> => findJob(db, jobId),

    /** The id of the job's user; null when there is no such job. Reads one column. */
    async ownerOf(jobId: string): Promise<string | null> {
      const row = await existing().select('user_id').where('job_id', '=', jobId).executeTakeFirst();
      return row?.user_id ?? null;
    },

    /** `report` is null before the job ends, and for a failed job. Null when there is no such job. */
    async report(jobId: string): Promise<{ status: JobStatus; report: Report | null } | null> {
      const row = await existing()
        .select(['status', 'report'])
        .where('job_id', '=', jobId)
        .executeTakeFirst();
      if (!row) return null;
      const report = row.report === null ? null : (JSON.parse(row.report) as Report);
      return { status: row.status as JobStatus, report };
    },

    /** Pages and issues, counted from the job's rows. */
    count: (jobId: string): Promise<JobCounts> => countJob(db, jobId),

    /** Jobs that have not ended, oldest first. */
    async unfinished(): Promise<Job[]> {
      const rows = await existing()
        .select(jobColumns)
        .where('ended_at', 'is', null)
        .orderBy('job_id')
        .execute();
      return rows.map(toJob);
    },

    /** Jobs in the queue, the longest waiting first. */
    async queued(): Promise<{ jobId: string; userId: string }[]> {
      const rows = await db
        .selectFrom('jobs')
        .select(['job_id', 'user_id'])
        .where('ended_at', 'is', null)
        .where('status', '=', 'queued')
        .where('cancel_requested_at', 'is', null)
        .orderBy('job_id')
        .execute();
      return rows.map((row) => ({ jobId: row.job_id, userId: row.user_id }));
    },

    /** Records that the job has run for long enough to be the cause of a crash. */
    async noteRunsLong(jobId: string): Promise<void> {
      await db.updateTable('jobs').set({ ran_long: 1 }).where('job_id', '=', jobId).execute();
    },

    /**
     * Records that the server crashed while this job ran. `mark` says how far the job was. Returns the sum of the
     * weights of all crashes since the job last went beyond such a mark.
     */
    async noteCrash(jobId: string, mark: number, weight: { long: number; short: number }): Promise<number> {
      const { crashes } = await db
        .updateTable('jobs')
        .set(({ eb }) => {
          const added = eb.case().when('ran_long', '=', 1).then(weight.long).else(weight.short).end();
          const same = eb('crash_mark', '>=', mark);
          return {
            crashes: eb
              .case()
              .when(same)
              .then(eb('crashes', '+', added))
              .else(added)
              .end(),
            crash_mark: eb.case().when(same).then(eb.ref('crash_mark')).else(mark).end(),
            ran_long: 0,
          };
        })
        .where('job_id', '=', jobId)
        .returning('crashes')
        .executeTakeFirstOrThrow();
      return crashes;
    },

    /**
     * Records that the job must be cancelled. It is on disk when this resolves, so that a crash cannot undo
     * it. Null when the job has ended, or its cancel was requested before.
     */
    async requestCancel(jobId: string, at: string): Promise<Job | null> {
      const row = await transaction(
        async (trx) =>
          trx
            .updateTable('jobs')
            .set({ cancel_requested_at: at, change_no: await nextChange(trx) })
            .where('job_id', '=', jobId)
            .where('ended_at', 'is', null)
            .where('cancel_requested_at', 'is', null)
            .returning(jobColumns)
            .executeTakeFirst(),
        { durable: true },
      );
      return row ? toJob(row) : null;
    },

    /** Hides the job. On disk when it resolves. Its rows are removed afterwards. */
    async markDeleted(jobId: string, at: string): Promise<void> {
      await transaction(
        (trx) =>
          trx
            .updateTable('jobs')
            .set(({ fn, val }) => ({
              deleted_at: at,
              ended_at: fn.coalesce('ended_at', val(at)),
              site_lock: null,
            }))
            .where('job_id', '=', jobId)
            .execute(),
        { durable: true },
      );
    },
  };
}

export type JobStore = ReturnType<typeof createJobStore>;
