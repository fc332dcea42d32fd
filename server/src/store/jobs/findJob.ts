import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type Job, jobColumns, toJob } from './job.ts';

/** Null when there is no such job, or it was deleted. */
export async function findJob(db: Kysely<Database>, jobId: string): Promise<Job | null> {
  const row = await db
    .selectFrom('jobs')
    .select(jobColumns)
    .where('job_id', '=', jobId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? toJob(row) : null;
}
