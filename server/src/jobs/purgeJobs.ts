import { sql } from 'kysely';
import type { Clock } from '../shared/clock.ts';
import type { Store } from '../store/database/openStore.ts';
import { KEY_KEPT_MS } from './createJobMaker.ts';

const EVENTS_KEPT_MS = 24 * 60 * 60 * 1000;
const ROWS_A_STEP = 5_000;

/** Removes a job that was marked as deleted, in steps short enough that nobody has to wait for one. */
export async function purgeJob(store: Store, jobId: string): Promise<void> {
  for (const table of ['links', 'findings', 'urls', 'events']) {
    let gone = ROWS_A_STEP;
    while (gone === ROWS_A_STEP) {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(table)} where rowid in (
          select rowid from ${sql.table(table)} where job_id = ${jobId} limit ${sql.lit(ROWS_A_STEP)})`.execute(
        store.db,
      );
      gone = Number(numAffectedRows ?? 0);
    }
  }
  await store.db.deleteFrom('jobs').where('job_id', '=', jobId).execute();
}

/** What a stop came in between of: jobs that were marked and not yet removed. */
export async function purgeMarked(store: Store): Promise<void> {
  const rows = await store.db
    .selectFrom('jobs')
    .select('job_id')
    .where('deleted_at', 'is not', null)
    .execute();
  for (const { job_id: jobId } of rows) await purgeJob(store, jobId);
}

/** Drops what is kept for a day only: the events of ended jobs, and used Idempotency-Keys. */
export async function dropExpired(store: Store, clock: Clock): Promise<void> {
  const before = (ms: number): string => new Date(clock.now() - ms).toISOString();
  await store.db.deleteFrom('idempotency').where('created_at', '<=', before(KEY_KEPT_MS)).execute();
  const rows = await store.db
    .selectFrom('jobs')
    .select('job_id')
    .where('ended_at', '<=', before(EVENTS_KEPT_MS))
    .where((eb) =>
      eb.exists(eb.selectFrom('events').select('seq').whereRef('events.job_id', '=', 'jobs.job_id')),
    )
    .execute();
  for (const { job_id: jobId } of rows) {
    await store.db.deleteFrom('events').where('job_id', '=', jobId).execute();
  }
}
