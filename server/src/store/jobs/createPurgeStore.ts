import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from '../database/openStore.ts';

const ROWS_PER_STEP = 1_000;

/** Removes rows that are not needed any more. */
export const createPurgeStore = ({ db, shrink }: Pick<Store, 'db' | 'shrink'>) => ({
  /** Jobs that were marked as deleted and still have rows. */
  async marked(): Promise<string[]> {
    const rows = await db.selectFrom('jobs').select('job_id').where('deleted_at', 'is not', null).execute();
    return rows.map((row) => row.job_id);
  },

  /** Removes all rows of a job and gives their space back, in short steps so that others do not wait long. */
  async removeJob(jobId: string): Promise<void> {
    for (const table of ['links', 'findings', 'urls', 'events']) {
      let removed = ROWS_PER_STEP;
      while (removed === ROWS_PER_STEP) {
        const { numAffectedRows } = await sql`
          delete from ${sql.table(table)} where rowid in (
            select rowid from ${sql.table(table)} where job_id = ${jobId} limit ${sql.lit(ROWS_PER_STEP)})`.execute(
          db,
        );
        removed = Number(numAffectedRows ?? 0);
        await setImmediate();
      }
    }
    await db.deleteFrom('jobs').where('job_id', '=', jobId).execute();
    while (shrink()) await setImmediate();
  },

  /** Removes the events of jobs that ended at `time` or before. */
  async removeEventsOfJobsEndedBy(time: string): Promise<void> {
    const rows = await db
      .selectFrom('jobs')
      .select('job_id')
      .where('ended_at', '<=', time)
      .where((eb) =>
        eb.exists(eb.selectFrom('events').select('seq').whereRef('events.job_id', '=', 'jobs.job_id')),
      )
      .execute();
    for (const { job_id: jobId } of rows) {
      await db.deleteFrom('events').where('job_id', '=', jobId).execute();
    }
  },

  /** Removes the Idempotency-Keys that were used at `time` or before. */
  async removeKeysUsedBy(time: string): Promise<void> {
    await db.deleteFrom('idempotency').where('created_at', '<=', time).execute();
  },
});

export type PurgeStore = ReturnType<typeof createPurgeStore>;
