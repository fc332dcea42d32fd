import { canMove } from '@seo-live/protocol';
import type { Clock } from '../../shared/clock.ts';
import { createKeyedSerial } from '../../shared/createSerial.ts';
import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { EventChange, EventLog } from '../log/eventLog.ts';
import { createRun, type Run } from '../run/createRun.ts';
import { runScan } from '../run/runScan.ts';
import type { ScanSteps } from '../run/scanSteps.ts';
import { createEmbeddedQueue, type QueueLimits } from './createEmbeddedQueue.ts';

/** After this time a scan may be the cause when the server crashes. */
const LONG_RUN_MS = 1_000;

interface RunnerDeps {
  jobs: JobStore;
  log: EventLog;
  steps: ScanSteps;
  clock: Clock;
  limits: QueueLimits;
  /** Called for each event of a running scan, with the time that its first change had waited. */
  onCoalesced?: ((waitedMs: number) => void) | undefined;
  onError: (error: unknown, context: { jobId?: string; what: string }) => void;
}

/**
 * Runs scans: takes them from the queue, knows the running ones, writes their ends. Everything that moves
 * one job's state goes through `exclusive`, so that row, gate and place never disagree.
 */
export function createRunner(options: RunnerDeps) {
  const { jobs, log, clock, steps, limits, onError, onCoalesced } = options;
  const exclusive = createKeyedSerial();
  const runs = new Map<string, Run>();
  const queue = createEmbeddedQueue({ queued: jobs.queued, limits, begin, showPosition });
  let stopping = false;

  const fillQueue = (): Promise<void> =>
    queue.fill().catch((error: unknown) => onError(error, { what: 'queue' }));

  /** Starts or continues a queued job that has acquired a place. */
  function begin(jobId: string): Promise<boolean> {
    return exclusive(jobId, async () => {
      if (stopping) return false;
      const message = await log.append(jobId, (job) =>
        job.status === 'queued' && !job.cancelRequestedAt
          ? { status: 'running', phase: job.phase === 'queued' ? 'discovering' : job.phase }
          : null,
      );
      if (!message) return false;
      const run = runs.get(jobId);
      if (run) {
        run.hasPlace = true;
        run.gate.open();
        return true;
      }
      const job = await jobs.find(jobId);
      if (!job) return false;
      launch(job, true);
      return true;
    });
  }

  async function showPosition(jobId: string, position: number): Promise<void> {
    await log.append(jobId, (job) =>
      job.status === 'queued' ? { detail: { queue_position: position } } : null,
    );
  }

  /** Begins to run a scan. `hasPlace`: a place of the queue was acquired for it. */
  function launch(job: Job, hasPlace: boolean): Run {
    const run = createRun({
      job,
      clock,
      onWaited: onCoalesced,
      emit: async (change) => {
        await log
          .append(job.jobId, change)
          .catch((error: unknown) => onError(error, { jobId: job.jobId, what: 'progress' }));
      },
    });
    run.hasPlace = hasPlace;
    runs.set(job.jobId, run);
    if (job.cancelRequestedAt) run.stop('cancel');
    // `stopAll` has not seen this run: a cancel during the stop began it, or it acquired its place just
    // before.
    if (stopping) run.stop('shutdown');
    void runToEnd(run, job);
    return run;
  }

  async function runToEnd(run: Run, job: Job): Promise<void> {
    const stopTimer = clock.after(LONG_RUN_MS, () => {
      jobs
        .noteRunsLong(job.jobId)
        .catch((error: unknown) => onError(error, { jobId: job.jobId, what: 'long run' }));
    });
    try {
      const end = await runScan({ jobs, steps, run, job, onError });
      await run.updates.close({ drop: end !== null });
      if (end) await writeEnd(run, end);
    } catch (error) {
      // The job stays unfinished in the store; the next start continues it.
      onError(error, { jobId: run.jobId, what: 'end of scan' });
    } finally {
      stopTimer();
      runs.delete(run.jobId);
      releasePlace(run);
      run.markEnded();
      if (!stopping) void fillQueue();
    }
  }

  /** The job may have been paused meanwhile: it then ends after it is resumed. */
  async function writeEnd(run: Run, end: EventChange): Promise<void> {
    for (;;) {
      await run.gate.pass();
      if (run.stopReason() === 'shutdown' || run.stopReason() === 'delete') return;
      const written = await exclusive(run.jobId, () =>
        log.append(run.jobId, (job) => toEnd(run, job, end), { durable: true }),
      );
      if (written || (await log.ownerOf(run.jobId)) === null) return;
    }
  }

  function releasePlace(run: Run): void {
    if (run.hasPlace) queue.release(run.userId);
    run.hasPlace = false;
  }

  return {
    exclusive,
    queue,
    fillQueue,
    launch,
    releasePlace,
    runOf: (jobId: string): Run | undefined => runs.get(jobId),
    /** Stops every running scan at a durable point; false when one did not stop within `withinMs`. */
    async stopAll(withinMs: number): Promise<boolean> {
      stopping = true;
      queue.stop();
      const all = [...runs.values()];
      for (const run of all) run.stop('shutdown');
      const late = Promise.withResolvers<boolean>();
      const stopWaiting = clock.after(withinMs, () => late.resolve(false));
      const stopped = await Promise.race([
        Promise.all(all.map((run) => run.ended)).then(() => true),
        late.promise,
      ]);
      stopWaiting();
      return stopped;
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;

/**
 * A scan that was cancelled while it was paused, after every page was read. A paused job cannot become
 * completed, so it becomes cancelled.
 */
function toEnd(run: Run, job: Job, end: EventChange): EventChange {
  const change = { ...end, lastRequestAt: run.lastRequestAt() };
  if (end.status !== 'completed' || canMove(job.status, 'completed')) return change;
  if (run.stopReason() !== 'cancel') return change;
  return { ...change, status: 'cancelled', report: end.report && { ...end.report, status: 'cancelled' } };
}
