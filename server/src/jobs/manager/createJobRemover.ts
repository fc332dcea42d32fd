import { type Clock, isoNow } from '../../shared/clock.ts';
import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { PurgeStore } from '../../store/jobs/createPurgeStore.ts';
import type { EventLog } from '../log/eventLog.ts';
import type { Runner } from '../queue/createRunner.ts';

interface JobRemoverDeps {
  jobs: JobStore;
  purge: PurgeStore;
  log: EventLog;
  runner: Runner;
  clock: Clock;
  onError: (error: unknown, context: { jobId?: string; what: string }) => void;
}

/** Deletes jobs: hides the job, then stops its scan, then removes its rows. */
export function createJobRemover({ jobs, purge, log, runner, clock, onError }: JobRemoverDeps) {
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
        await jobs.markDeleted(jobId, isoNow(clock));
        const current = runner.runOf(jobId);
        current?.stop('delete');
        return current;
      });
      log.announce('deleted', { jobId });
      await run?.idle;
      inBackground(jobId, async () => {
        await run?.ended;
        await purge.removeJob(jobId);
        await runner.fillQueue();
      });
    },
    /** Continues removals that an earlier process did not finish. */
    resume: (): void =>
      inBackground(undefined, async () => {
        for (const jobId of await purge.marked()) await purge.removeJob(jobId);
      }),
    /** Resolves when no removal is running. */
    async settle(): Promise<void> {
      await Promise.all(working);
    },
  };
}
