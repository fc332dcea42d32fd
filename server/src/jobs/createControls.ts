import { type ControlAnswer, isTerminal, type JobStatus } from '@seo-live/protocol';
import { type Clock, isoNow } from '../shared/clock.ts';
import type { Store } from '../store/database/openStore.ts';
import { nextChange } from '../store/jobs/nextChange.ts';
import type { Run } from './createRun.ts';
import type { Runner } from './createRunner.ts';
import type { EventLog, JobRow } from './eventLog.ts';

/** After the last request has ended the partial report may take longer than a client waits for an answer. */
const WAIT_FOR_END_MS = 3_000;

export interface ControlOptions {
  store: Store;
  log: EventLog;
  runner: Runner;
  clock: Clock;
  find: (userId: string, jobId: string) => Promise<JobRow>;
}

/** Cancel, pause and resume. All are idempotent and answer with the status the job really has. */
export function createControls({ store, log, runner, clock, find }: ControlOptions) {
  async function answer(userId: string, jobId: string, run?: Run): Promise<ControlAnswer> {
    const row = await find(userId, jobId);
    const status = row.status as JobStatus;
    return {
      job_id: jobId,
      status,
      in_flight: isTerminal(status) ? 0 : (run?.inFlight() ?? 0),
      last_request_at: run?.lastRequestAt() ?? row.last_request_at,
    };
  }

  /** The wish is on disk before anything is aborted: a crash cannot undo it. */
  const commitCancel = (jobId: string): Promise<JobRow | undefined> =>
    store.transaction(
      async (trx) =>
        trx
          .updateTable('jobs')
          .set({ cancel_requested_at: isoNow(clock), change_no: await nextChange(trx) })
          .where('job_id', '=', jobId)
          .where('ended_at', 'is', null)
          .where('cancel_requested_at', 'is', null)
          .returningAll()
          .executeTakeFirst(),
      { durable: true },
    );

  const withRun = (run: Run | undefined, ms: number): Promise<void> => {
    if (!run) return Promise.resolve();
    const late = Promise.withResolvers<void>();
    const takeBack = clock.after(ms, late.resolve);
    return Promise.race([run.over, late.promise]).finally(takeBack);
  };

  return {
    async cancel(userId: string, jobId: string): Promise<ControlAnswer> {
      await find(userId, jobId);
      const run = await runner.exclusive(jobId, async () => {
        const row = await commitCancel(jobId);
        const living = runner.runOf(jobId) ?? (row && runner.launch(row, false));
        if (row) living?.stop('cancel');
        return living;
      });
      await runner.fillQueue();
      await run?.quiet;
      await withRun(run, WAIT_FOR_END_MS);
      return answer(userId, jobId, run);
    },

    async pause(userId: string, jobId: string): Promise<ControlAnswer> {
      await find(userId, jobId);
      const run = await runner.exclusive(jobId, async () => {
        const living = runner.runOf(jobId);
        const message = await log.append(jobId, (row) =>
          row.status === 'paused' || row.cancel_requested_at ? null : { status: 'paused' },
        );
        if (message && living) {
          living.gate.shut();
          runner.releasePlace(living);
        }
        return living;
      });
      await runner.fillQueue();
      return answer(userId, jobId, run);
    },

    async resume(userId: string, jobId: string): Promise<ControlAnswer> {
      await find(userId, jobId);
      await runner.exclusive(jobId, () =>
        log.append(jobId, (row) =>
          row.status === 'paused' && !row.cancel_requested_at ? { status: 'queued' } : null,
        ),
      );
      await runner.fillQueue();
      return answer(userId, jobId, runner.runOf(jobId));
    },
  };
}
