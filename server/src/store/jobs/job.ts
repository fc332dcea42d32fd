import type { FullJobMessage, JobResult, JobStatus, JobSummary, Phase } from '@seo-live/protocol';
import type { Selectable } from 'kysely';
import type { JobsTable } from '../database/schema.ts';

/** A stored job without its report, which is large and read separately. Times are ISO 8601 in UTC. */
export interface Job {
  jobId: string;
  userId: string;
  url: string;
  mode: string;
  options: Record<string, unknown>;
  status: JobStatus;
  phase: Phase;
  progress: number;
  /** Number of the newest event. */
  seq: number;
  epoch: string;
  /** The newest message, as it was sent. */
  message: FullJobMessage;
  cancelRequestedAt: string | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  /** Time of the last request to the site. Written when the job ends. */
  lastRequestAt: string | null;
  result: JobResult | null;
}

/** The columns that `toJob` reads. */
export const jobColumns = [
  'job_id',
  'user_id',
  'url',
  'mode',
  'options',
  'status',
  'phase',
  'progress',
  'seq',
  'epoch',
  'message',
  'cancel_requested_at',
  'created_at',
  'started_at',
  'ended_at',
  'last_request_at',
  'result',
] as const satisfies (keyof JobsTable)[];

const resultOf = ({ result }: Pick<Selectable<JobsTable>, 'result'>): JobResult | null =>
  result === null ? null : (JSON.parse(result) as JobResult);

/** Rows are written from checked values only, so their text is not checked again. */
export const toJob = (row: Pick<Selectable<JobsTable>, (typeof jobColumns)[number]>): Job => ({
  jobId: row.job_id,
  userId: row.user_id,
  url: row.url,
  mode: row.mode,
  options: JSON.parse(row.options) as Record<string, unknown>,
  status: row.status as JobStatus,
  phase: row.phase as Phase,
  progress: row.progress,
  seq: row.seq,
  epoch: row.epoch,
  message: JSON.parse(row.message) as FullJobMessage,
  cancelRequestedAt: row.cancel_requested_at,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  lastRequestAt: row.last_request_at,
  result: resultOf(row),
});

/** The columns of a job that lists show. */
export const summaryColumns = [
  'job_id',
  'url',
  'mode',
  'status',
  'progress',
  'created_at',
  'ended_at',
  'result',
] as const satisfies (keyof JobsTable)[];

export const toSummary = (row: Pick<Selectable<JobsTable>, (typeof summaryColumns)[number]>): JobSummary => ({
  job_id: row.job_id,
  url: row.url,
  mode: row.mode,
  status: row.status as JobStatus,
  progress: row.progress,
  created_at: row.created_at,
  ended_at: row.ended_at,
  result: resultOf(row),
});

/** A job that was read whole, as lists of the API show it. */
export const summaryOfJob = (job: Job): JobSummary => ({
  job_id: job.jobId,
  url: job.url,
  mode: job.mode,
  status: job.status,
  progress: job.progress,
  created_at: job.createdAt,
  ended_at: job.endedAt,
  result: job.result,
});
