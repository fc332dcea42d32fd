import type { Phase } from '@seo-live/protocol';
import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { JobCounts } from '../../store/jobs/jobCounts.ts';
import type { EventChange, EventLog } from '../log/eventLog.ts';
import type { Runner } from '../queue/createRunner.ts';

/**
 * A job is not continued after the third crash of the server during it without progress in between. A crash soon
 * after a start says less: the server may have been killed before the job could go on.
 */
const weight = { long: 4, short: 1 };
const MAX_CRASHES = 3;

interface Recovery {
  jobs: JobStore;
  log: EventLog;
  runner: Runner;
  /** The last process stopped cleanly. */
  cleanStop: boolean;
}

const crashedRepeatedly: EventChange = {
  status: 'failed',
  error: {
    code: 'crashed_repeatedly',
    message:
      'The server stopped repeatedly during this scan, at the same point. The scan was ended, so that others can go on.',
  },
};

/** Steps after the last page. A continued scan passes through the earlier phases again, so they are no progress. */
const stepOf: Partial<Record<Phase, number>> = { analysing: 1, reporting: 2 };

/** How far a job is: URLs of which the store knows the result, then its step. */
const markOf = ({ phase }: Job, { pages }: JobCounts): number =>
  (pages.discovered - pages.queued) * 10 + (stepOf[phase] ?? 0);

/**
 * Continues the jobs that the last process did not finish. After an unclean stop each such job begins a new
 * epoch with its next event, because events may have been sent that never reached the disk; its counters are
 * counted from rows. Running scans continue at once while there are free places, paused ones stay paused, and
 * cancelled ones only write their partial report. A job during which the server crashed repeatedly fails,
 * because it may be the cause.
 */
export async function recoverJobs({ jobs, log, runner, cleanStop }: Recovery): Promise<void> {
  for (const job of await jobs.unfinished()) await recover(job);
  await runner.fillQueue();

  async function isTooMuch(job: Job, counts: JobCounts): Promise<boolean> {
    const crashes = await jobs.noteCrash(job.jobId, markOf(job, counts), weight);
    return crashes >= MAX_CRASHES * weight.long;
  }

  async function recover(job: Job): Promise<void> {
    const ran = job.status === 'running' || job.cancelRequestedAt !== null;
    const counts = cleanStop ? null : await jobs.count(job.jobId);
    if (ran && counts !== null && (await isTooMuch(job, counts))) {
      const { pages, issues } = counts;
      const end = { ...crashedRepeatedly, detail: { pages, issues } };
      await log.append(job.jobId, end, { newEpoch: true, durable: true });
      return;
    }
    const runs = job.status === 'running' && !job.cancelRequestedAt;
    const hasPlace = runs && runner.queue.acquire(job.userId);
    const status = runs && !hasPlace ? ('queued' as const) : undefined;
    if (counts !== null || status) {
      const { pages, issues } = counts ?? (await jobs.count(job.jobId));
      const detail = { pages, issues, rate_per_s: 0, eta_s: null, current_urls: [] };
      await log.append(job.jobId, { status, detail }, { newEpoch: !cleanStop });
    }
    if (hasPlace || job.cancelRequestedAt) runner.launch(job, hasPlace);
  }
}
