import { type Clock, isoNow } from '../shared/clock.ts';
import type { Store } from '../store/database/openStore.ts';
import type { Runner } from './createRunner.ts';
import type { EventLog } from './eventLog.ts';
import { purgeJob, purgeMarked } from './purgeJobs.ts';

export interface RemoverOptions {
  store: Store;
  log: EventLog;
  runner: Runner;
  clock: Clock;
  onError: (error: unknown, context: { jobId?: string; what: string }) => void;
}

/** Deletes jobs: from the commit on nobody sees the job, then its scan is stopped and its rows go. */
export function createJobRemover({ store, log, runner, clock, onError }: RemoverOptions) {
  const working = new Set<Promise<void>>();

  const inBackground = (jobId: string | undefined, work: () => Promise<void>): void => {
    const task: Promise<void> = work()
      .catch((error: unknown) => onError(error, { jobId, what: 'delete' }))
      .finally(() => working.delete(task));
    working.add(task);
  };

  return {
    async remove(jobId: string): Promise<void> {
      const run = await runner.exclusive(jobId, async () => {
        await store.transaction(
          (trx) =>
            trx
              .updateTable('jobs')
              .set(({ fn, val }) => ({
                deleted_at: isoNow(clock),
                ended_at: fn.coalesce('ended_at', val(isoNow(clock))),
                site_lock: null,
              }))
              .where('job_id', '=', jobId)
              .execute(),
          { durable: true },
        );
        const living = runner.runOf(jobId);
        living?.stop('delete');
        return living;
      });
      log.announce('deleted', { jobId });
      await run?.quiet;
      inBackground(jobId, async () => {
        await run?.over;
        await purgeJob(store, jobId);
        await runner.fillQueue();
      });
    },
    /** Goes on with what an earlier process had not finished. */
    resume: (): void => inBackground(undefined, () => purgeMarked(store)),
    /** Resolves when no removal is at work. */
    async settle(): Promise<void> {
      await Promise.all(working);
    },
  };
}
