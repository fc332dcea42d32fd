import { type BatchStatus, MAX_BATCH } from '@seo-live/protocol';
import { isoNow } from '../../shared/clock.ts';
import { RequestError } from '../../shared/RequestError.ts';
import { createMetaStore } from '../../store/database/createMetaStore.ts';
import { createJobLists } from '../../store/jobs/createJobLists.ts';
import { createJobRows } from '../../store/jobs/createJobRows.ts';
import { createJobStore } from '../../store/jobs/createJobStore.ts';
import { createStartStore } from '../../store/jobs/createStartStore.ts';
import { type Job, summaryOfJob } from '../../store/jobs/job.ts';
import { createRunner } from '../queue/createRunner.ts';
import { createStartJob } from '../start/createStartJob.ts';
import { createControls } from './createControls.ts';
import { createJobRemover } from './createJobRemover.ts';
import { createRetention } from './createRetention.ts';
import type { JobManager, JobManagerOptions } from './jobManager.ts';
import { listJobs } from './listJobs.ts';
import { recoverJobs } from './recoverJobs.ts';
import { statusAnswer } from './statusAnswer.ts';

const STOP_WITHIN_MS = 10_000;
/** Set after a clean stop, so that the next start keeps the epochs. */
const CLEAN_STOP = 'clean_stop';

const notFound = (): RequestError =>
  new RequestError('not_found', 'There is no such scan on this server, or it is not yours.');

export function createJobManager(options: JobManagerOptions): JobManager {
  const { store, log, clock, onError } = options;
  const meta = createMetaStore(store);
  const rows = options.rows ?? createJobRows(store);
  const jobs = { ...createJobStore(store), count: rows.count };
  const lists = createJobLists(store);
  const startJob = createStartJob({ ...options, starts: createStartStore(store) });
  const runner = createRunner({ ...options, jobs });
  // A look at a few rows, for which the thread that removes them need not be started.
  const { marked } = createJobRows(store);
  const remover = createJobRemover({ jobs, purge: { ...rows, marked }, log, runner, clock, onError });
  const controls = createControls({ jobs, log, runner, clock, findOwn });
  const retention = createRetention({
    purge: rows,
    clock,
    onError: (error) => onError(error, { what: 'retention' }),
  });
  let started = false;
  let closing = false;

  async function assertOwner(userId: string, jobId: string): Promise<void> {
    if ((await jobs.ownerOf(jobId)) !== userId) throw notFound();
  }

  async function findOwn(userId: string, jobId: string): Promise<Job> {
    const job = await jobs.find(jobId);
    if (job?.userId !== userId) throw notFound();
    return job;
  }

  async function status(userId: string, jobId: string, position?: { sinceSeq?: number; epoch?: string }) {
    await assertOwner(userId, jobId);
    const snapshot = await log.read(jobId, position);
    if (!snapshot) throw notFound();
    return statusAnswer(snapshot, isoNow(clock));
  }

  return {
    async create(userId, request, start = {}) {
      if (closing) throw new RequestError('unavailable', 'The server is stopping. Try again in a moment.');
      const { job, replayed } = await startJob(userId, request, start);
      if (!replayed) {
        log.announce('grown', { jobId: job.jobId, seq: job.seq });
        await runner.fillQueue();
      }
      const now = await findOwn(userId, job.jobId);
      return { answer: { job: summaryOfJob(now), message: now.message }, replayed };
    },

    assertOwner,
    get: async (userId, jobId) => summaryOfJob(await findOwn(userId, jobId)),
    list: (userId, query) => listJobs(lists, userId, query),
    status,

    async batchStatus(userId, jobIds) {
      if (jobIds.length > MAX_BATCH) {
        throw new RequestError('invalid_request', `At most ${MAX_BATCH} scans can be requested at once.`);
      }
      const answers: BatchStatus['jobs'] = [];
      for (const jobId of jobIds) {
        try {
          answers.push({ job_id: jobId, ok: true, message: await status(userId, jobId) });
        } catch (error) {
          if (!(error instanceof RequestError)) throw error;
          answers.push({ job_id: jobId, ok: false, error: { code: error.code, message: error.message } });
        }
      }
      return { jobs: answers, server_time: isoNow(clock) };
    },

    async report(userId, jobId) {
      await assertOwner(userId, jobId);
      const found = await jobs.report(jobId);
      if (!found) throw notFound();
      if (found.report) return found.report;
      throw new RequestError(
        'wrong_state',
        found.status === 'failed'
          ? 'This scan failed, so there is no report. Its message says why.'
          : 'This scan has not ended yet. Its report is written at the end.',
      );
    },

    cancel: controls.cancel,
    pause: controls.pause,
    resume: controls.resume,

    async delete(userId, jobId) {
      await assertOwner(userId, jobId);
      await remover.remove(jobId);
    },

    async start() {
      await recoverJobs({ jobs, log, runner, cleanStop: await meta.takeMark(CLEAN_STOP) });
      started = true;
      remover.resume();
      retention.start();
    },

    async close() {
      if (closing) return;
      closing = true;
      retention.stop();
      const stopped = await runner.stopAll(STOP_WITHIN_MS);
      await remover.settle();
      // Before `start`, it is not known whether the last stop was clean.
      if (stopped && started) await meta.setMark(CLEAN_STOP);
    },

    load: runner.queue.load,
  };
}
