import { canMove, type JobStatus, type Phase } from '@seo-live/protocol';
import type { Clock } from '../shared/clock.ts';
import { createKeyedSerial } from '../store/database/createKeyedSerial.ts';
import type { Store } from '../store/database/openStore.ts';
import { createEmbeddedQueue } from './createEmbeddedQueue.ts';
import { createRun, type Run } from './createRun.ts';
import type { EventChange, EventLog, JobRow } from './eventLog.ts';
import type { JobManagerOptions } from './jobManager.ts';
import { runScan } from './runScan.ts';

export type RunnerOptions = Pick<JobManagerOptions, 'steps' | 'limits' | 'onError' | 'onCoalesced'> & {
  store: Store;
  log: EventLog;
  clock: Clock;
};

/**
 * Runs scans: takes them from the queue, holds the living ones, writes their ends. Everything that moves
 * one job's state goes through `exclusive`, so that row, gate and place never disagree.
 */
export function createRunner(options: RunnerOptions) {
  const { store, log, clock, steps, limits, onError, onCoalesced } = options;
  const exclusive = createKeyedSerial();
  const runs = new Map<string, Run>();
  const queue = createEmbeddedQueue({ store, limits, begin, tell });
  let stopping = false;

  const fillQueue = (): Promise<void> =>
    queue.fill().catch((error: unknown) => onError(error, { what: 'queue' }));

  /** Starts, or lets go on, a queued job that has been given a place. */
  function begin(jobId: string): Promise<boolean> {
    return exclusive(jobId, async () => {
      if (stopping) return false;
      const message = await log.append(jobId, (row) =>
        row.status === 'queued' && !row.cancel_requested_at
          ? { status: 'running', phase: row.phase === 'queued' ? 'discovering' : (row.phase as Phase) }
          : null,
      );
      if (!message) return false;
      const run = runs.get(jobId);
      if (run) {
        run.hasPlace = true;
        run.gate.open();
      } else launch(await rowOf(jobId), true);
      return true;
    });
  }

  async function tell(jobId: string, position: number): Promise<void> {
    await log.append(jobId, (row) =>
      row.status === 'queued' ? { detail: { queue_position: position } } : null,
    );
  }

  const rowOf = (jobId: string): Promise<JobRow> =>
    store.db.selectFrom('jobs').selectAll().where('job_id', '=', jobId).executeTakeFirstOrThrow();

  /** Brings a scan to life. `hasPlace`: a place of the queue was taken for it. */
  function launch(row: JobRow, hasPlace: boolean): Run {
    const run = createRun({
      row,
      clock,
      onWaited: onCoalesced,
      emit: async (change) => {
        await log
          .append(row.job_id, change)
          .catch((error: unknown) => onError(error, { jobId: row.job_id, what: 'progress' }));
      },
    });
    run.hasPlace = hasPlace;
    runs.set(row.job_id, run);
    if (row.cancel_requested_at) run.stop('cancel');
    // Too late for stopAll to see it: a cancel that came during the stop, or a place given just before.
    if (stopping) run.stop('shutdown');
    void live(run, row);
    return run;
  }

  async function live(run: Run, row: JobRow): Promise<void> {
    try {
      const end = await runScan({ store, steps, run, row, onError });
      await run.updates.close({ drop: end !== null });
      if (end) await writeEnd(run, end);
    } catch (error) {
      // The job stays unfinished in the store: the next start takes it up again.
      onError(error, { jobId: run.jobId, what: 'end of scan' });
    } finally {
      runs.delete(run.jobId);
      releasePlace(run);
      run.isOver();
      if (!stopping) void fillQueue();
    }
  }

  /** A pause may have come meanwhile: a paused job does not end before it goes on. */
  async function writeEnd(run: Run, end: EventChange): Promise<void> {
    for (;;) {
      await run.gate.pass();
      if (run.stopReason() === 'shutdown' || run.stopReason() === 'delete') return;
      const written = await exclusive(run.jobId, () =>
        log.append(run.jobId, (row) => toEnd(run, row, end), { durable: true }),
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
    /** Stops every living scan at a durable point; false when one did not stop within `withinMs`. */
    async stopAll(withinMs: number): Promise<boolean> {
      stopping = true;
      queue.stop();
      const all = [...runs.values()];
      for (const run of all) run.stop('shutdown');
      const late = Promise.withResolvers<boolean>();
      const takeBack = clock.after(withinMs, () => late.resolve(false));
      const stopped = await Promise.race([
        Promise.all(all.map((run) => run.over)).then(() => true),
        late.promise,
      ]);
      takeBack();
      return stopped;
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;

/** Cancelled after all was done, while paused: a paused job cannot complete, but it can end cancelled. */
function toEnd(run: Run, row: JobRow, end: EventChange): EventChange {
  const change = { ...end, lastRequestAt: run.lastRequestAt() };
  if (end.status !== 'completed' || canMove(row.status as JobStatus, 'completed')) return change;
  if (run.stopReason() !== 'cancel') return change;
  return { ...change, status: 'cancelled', report: end.report && { ...end.report, status: 'cancelled' } };
}
