import type { FullJobMessage, JobResult, JobStatus, JobSummary } from '@seo-live/protocol';
import type { JobRow } from './eventLogApi.ts';

/** What a list shows of a job's row. */
export const summaryOf = (row: JobRow): JobSummary => ({
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
