import type { FullJobMessage, JobResult, JobStatus, JobSummary } from '@seo-live/protocol';
import type { JobRow } from './eventLog.ts';

/** The columns of a summary: a list leaves the reports where they are. */
export const summaryColumns = [
  'job_id',
  'url',
  'mode',
  'status',
  'progress',
  'created_at',
  'ended_at',
  'result',
] as const satisfies (keyof JobRow)[];

/** What a list shows of a job's row. */
export const summaryOf = (row: Pick<JobRow, (typeof summaryColumns)[number]>): JobSummary => ({
  job_id: row.job_id,
  url: row.url,
  mode: row.mode,
  status: row.status as JobStatus,
  progress: row.progress,
  created_at: row.created_at,
  ended_at: row.ended_at,
  result: row.result ? (JSON.parse(row.result) as JobResult) : null,
});

export const messageOf = (row: Pick<JobRow, 'message'>): FullJobMessage =>
  JSON.parse(row.message) as FullJobMessage;
