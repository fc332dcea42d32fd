import { type BatchStatus, MAX_BATCH, type Report } from '@seo-live/protocol';
import { isoNow } from '../shared/clock.ts';
import { RequestError } from '../shared/requestError.ts';
import { createControls } from './createControls.ts';
import { createJobMaker } from './createJobMaker.ts';
import { createJobRemover } from './createJobRemover.ts';
import { createRunner } from './createRunner.ts';
import type { EventLog, JobRow } from './eventLog.ts';
import type { JobManager, JobManagerOptions } from './jobManager.ts';
import { listJobs } from './listJobs.ts';
import { dropExpired } from './purgeJobs.ts';
import { markCleanStop, recoverJobs } from './recoverJobs.ts';
import { statusAnswer } from './statusAnswer.ts';
import { messageOf, summaryOf } from './summaryOf.ts';

const STOP_WITHIN_MS = 10_000;
const RETENTION_EVERY_MS = 60 * 60 * 1000;

const notFound = (): RequestError =>
  new RequestError('not_found', 'There is no such scan on this server, or it is not yours.');

export function createJobManager(options: JobManagerOptions): JobManager {
  const { store, clock, onError } = options;
  const log: EventLog = options.log;
  const runner = createRunner({ ...options, log });
  const makeJob = createJobMaker(options);
  const remover = createJobRemover({ store, log, runner, clock, onError });
  const controls = createControls({ store, log, runner, clock, find });
  let started = false;
  let closing = false;
  let stopRetention: (() => void) | null = null;

  async function find(userId: string, jobId: string): Promise<JobRow> {
    const row = await store.db
      .selectFrom('jobs')
      .selectAll()
      .where('job_id', '=', jobId)
      .where('user_id', '=', userId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw notFound();
    return row;
  }

  async function status(userId: string, jobId: string, position?: { sinceSeq?: number; epoch?: string }) {
    if ((await log.ownerOf(jobId)) !== userId) throw notFound();
    const snapshot = await log.read(jobId, position);
    if (!snapshot) throw notFound();
    return statusAnswer(snapshot, isoNow(clock));
  }

  async function keepRetention(): Promise<void> {
    await dropExpired(store, clock).catch((error: unknown) => onError(error, { what: 'retention' }));
    if (!closing) stopRetention = clock.after(RETENTION_EVERY_MS, () => void keepRetention());
  }

  return {
    async create(userId, request, start = {}) {
      if (closing) throw new RequestError('unavailable', 'The server is stopping. Try again in a moment.');
      const { row, replayed } = await makeJob(userId, request, start);
      if (!replayed) {
        log.announce('grown', { jobId: row.job_id, seq: row.seq });
        await runner.fillQueue();
      }
      const now = await find(userId, row.job_id);
      return { answer: { job: summaryOf(now), message: messageOf(now) }, replayed };
    },

    find,
    get: async (userId, jobId) => summaryOf(await find(userId, jobId)),
    list: (userId, query) => listJobs(store.db, userId, query),
    status,

    async batchStatus(userId, jobIds) {
      if (jobIds.length > MAX_BATCH) {
        throw new RequestError('invalid_request', `At most ${MAX_BATCH} scans can be asked for at once.`);
      }
      const jobs: BatchStatus['jobs'] = [];
      for (const jobId of jobIds) {
        try {
          jobs.push({ job_id: jobId, ok: true, message: await status(userId, jobId) });
        } catch (error) {
          if (!(error instanceof RequestError)) throw error;
          jobs.push({ job_id: jobId, ok: false, error: { code: error.code, message: error.message } });
        }
      }
      return { jobs, server_time: isoNow(clock) };
    },

    async report(userId, jobId) {
      const row = await find(userId, jobId);
      if (row.report) return JSON.parse(row.report) as Report;
      throw new RequestError(
        'wrong_state',
        row.status === 'failed'
          ? 'This scan failed, so there is no report. Its message says why.'
          : 'This scan has not ended yet. Its report is written at the end.',
      );
    },

    cancel: controls.cancel,
    pause: controls.pause,
    resume: controls.resume,

    async delete(userId, jobId) {
      await find(userId, jobId);
      await remover.remove(jobId);
    },

    async start() {
      await recoverJobs({ store, log, runner });
      started = true;
      remover.resume();
      await keepRetention();
    },

    async close() {
      if (closing) return;
      closing = true;
      stopRetention?.();
      const stopped = await runner.stopAll(STOP_WITHIN_MS);
      await remover.settle();
      // Who never started has not seen whether the stop before it was clean.
      if (stopped && started) await markCleanStop(store);
    },

    load: runner.queue.load,
  };
}
