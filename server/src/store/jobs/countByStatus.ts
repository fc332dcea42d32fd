import type { JobStatus } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';

/** Scans of all users by status, without deleted ones. A status without scans is absent. */
export async function countByStatus(db: Kysely<Database>): Promise<Partial<Record<JobStatus, number>>> {
  const rows = await db
    .selectFrom('jobs')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .where('deleted_at', 'is', null)
    .groupBy('status')
    .execute();
  return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
}
