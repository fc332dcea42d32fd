import { type ControlAnswer, isTerminal } from '@seo-live/protocol';
import { type Clock, isoNow } from '../../shared/clock.ts';
import type { JobStore } from '../../store/jobs/createJobStore.ts';
import type { Job } from '../../store/jobs/job.ts';
import type { EventLog } from '../log/eventLog.ts';
import type { Runner } from '../queue/createRunner.ts';
import type { Run } from '../run/createRun.ts';

/** After the last request has ended, the partial report may take longer than a client waits for an answer. */
const WAIT_FOR_END_MS = 3_000;

interface ControlsDeps {
  jobs: JobStore;
  log: EventLog;
  runner: Runner;
  clock: Clock;
  /** Throws `not_found` when the user has no such job. */
  findOwn: (userId: string, jobId: string) => Promise<Job>;
}

/** Cancel, pause and resume. All are idempotent and answer with the status the job really has. */
export function createControls({ jobs, log, runner, clock, findOwn }: ControlsDeps) {
  async function answer(userId: string, jobId: string, run?: Run): Promise<ControlAnswer> {
    const { status, lastRequestAt } = await findOwn(userId, jobId);
    return {
      job_id: jobId,
      status,
      in_flight: isTerminal(status) ? 0 : (run?.inFlight() ?? 0),
      last_request_at: run?.lastRequestAt() ?? lastRequestAt,
    };
  }

  const waitForEnd = (run: Run | undefined, ms: number): Promise<void> => {
    if (!run) return Promise.resolve();
    const late = Promise.withResolvers<void>();
    const stopWaiting = clock.after(ms, late.resolve);
    return Promise.race([run.ended, late.promise]).finally(stopWaiting);
  };

  return {
    async cancel(userId: string, jobId: string): Promise<ControlAnswer> {
      await findOwn(userId, jobId);
      const run = await runner.exclusive(jobId, async () => {
        // On disk before anything is aborted.
        const cancelled = await jobs.requestCancel(jobId, isoNow(clock));
        const current = runner.runOf(jobId) ?? (cancelled && runner.launch(cancelled, false));
        if (cancelled) current?.stop('cancel');
        return current ?? undefined;
      });
      await runner.fillQueue();
      await run?.idle;
      await waitForEnd(run, WAIT_FOR_END_MS);
      return answer(userId, jobId, run);
    },

    async pause(userId: string, jobId: string): Promise<ControlAnswer> {
      await findOwn(userId, jobId);
      const run = await runner.exclusive(jobId, async () => {
        const current = runner.runOf(jobId);
        const message = await log.append(jobId, (job) =>
          job.status === 'paused' || job.cancelRequestedAt ? null : { status: 'paused' },
        );
        if (message && current) {
          current.gate.close();
          runner.releasePlace(current);
        }
        return current;
      });
      await runner.fillQueue();
      return answer(userId, jobId, run);
    },

    async resume(userId: string, jobId: string): Promise<ControlAnswer> {
      await findOwn(userId, jobId);
      await runner.exclusive(jobId, () =>
        log.append(jobId, (job) =>
          job.status === 'paused' && !job.cancelRequestedAt ? { status: 'queued' } : null,
        ),
      );
      await runner.fillQueue();
      return answer(userId, jobId, runner.runOf(jobId));
    },
  };
}
