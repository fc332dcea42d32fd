import type { Store } from '../store/database/openStore.ts';
import { countJob } from '../store/jobs/jobCounts.ts';
import type { Runner } from './createRunner.ts';
import type { EventLog, JobRow } from './eventLog.ts';

const CLEAN_STOP = 'clean_stop';

/** Leaves word that everything was stopped in order: the next start keeps the epochs. */
export async function markCleanStop(store: Store): Promise<void> {
  await store.transaction(
    (trx) =>
      trx
        .insertInto('meta')
        .values({ key: CLEAN_STOP, value: '1' })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: '1' }))
        .execute(),
    { durable: true },
  );
}

/**
 * Takes up what the last process left unfinished. After an unclean stop each such job begins a new epoch at
 * head + 1, because events may have been sent that the disk never saw; its counters are counted from rows.
 * Running scans go on at once as far as there are places, paused ones stay paused, and those that were to
 * be cancelled only write their partial report.
 */
export async function recoverJobs({
  store,
  log,
  runner,
}: {
  store: Store;
  log: EventLog;
  runner: Runner;
}): Promise<void> {
  // Durable: a mark that came back after a power cut would call that stop a clean one.
  const mark = await store.transaction(
    (trx) => trx.deleteFrom('meta').where('key', '=', CLEAN_STOP).returning('key').execute(),
    { durable: true },
  );
  const newEpoch = mark.length === 0;
  const rows = await store.db
    .selectFrom('jobs')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('job_id')
    .execute();
  for (const row of rows) await recover(row);
  await runner.fillQueue();

  async function recover(row: JobRow): Promise<void> {
    const runs = row.status === 'running' && !row.cancel_requested_at;
    const hasPlace = runs && runner.queue.take(row.user_id);
    const status = runs && !hasPlace ? ('queued' as const) : undefined;
    if (newEpoch || status) {
      const { pages, issues } = await countJob(store.db, row.job_id);
      const detail = { pages, issues, rate_per_s: 0, eta_s: null, current_urls: [] };
      await log.append(row.job_id, { status, detail }, { newEpoch });
    }
    if (hasPlace || row.cancel_requested_at) runner.launch(row, hasPlace);
  }
}
