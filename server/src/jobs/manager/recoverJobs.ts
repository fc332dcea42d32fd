import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { EventLog } from '../log/eventLog.ts';
import type { Runner } from '../queue/createRunner.ts';

interface Recovery {
  jobs: JobStore;
  log: EventLog;
  runner: Runner;
  /** The last process stopped cleanly. */
  cleanStop: boolean;
}

/**
 * Continues the jobs that the last process did not finish. After an unclean stop each such job begins a new
 * epoch with its next event, because events may have been sent that never reached the disk; its counters are
 * counted from rows. Running scans continue at once while there are free places, paused ones stay paused, and
 * cancelled ones only write their partial report.
 */
export async function recoverJobs({ jobs, log, runner, cleanStop }: Recovery): Promise<void> {
  for (const job of await jobs.unfinished()) await recover(job);
  await runner.fillQueue();

  async function recover(job: Job): Promise<void> {
    const runs = job.status === 'running' && !job.cancelRequestedAt;
    const hasPlace = runs && runner.queue.acquire(job.userId);
    const status = runs && !hasPlace ? ('queued' as const) : undefined;
    if (!cleanStop || status) {
      const { pages, issues } = await jobs.count(job.jobId);
      const detail = { pages, issues, rate_per_s: 0, eta_s: null, current_urls: [] };
      await log.append(job.jobId, { status, detail }, { newEpoch: !cleanStop });
    }
    if (hasPlace || job.cancelRequestedAt) runner.launch(job, hasPlace);
  }
}
