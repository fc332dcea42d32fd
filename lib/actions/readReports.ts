import type { IssueQuery, PageQuery } from '@seo-live/protocol';
import type { Answer } from '../state/answer';
import type { JobKey } from '../state/jobKey';
import { type ActionContext, withJob } from './withServer';

export const fetchReport = (context: ActionContext, key: JobKey): Promise<Answer<unknown>> =>
  withJob(context, key, (api, jobId) => api.report(jobId));

export const fetchIssues = (
  context: ActionContext,
  { key, ...query }: IssueQuery & { key: JobKey },
): Promise<Answer<unknown>> => withJob(context, key, (api, jobId) => api.issues(jobId, query));

export const fetchPages = (
  context: ActionContext,
  { key, ...query }: PageQuery & { key: JobKey },
): Promise<Answer<unknown>> => withJob(context, key, (api, jobId) => api.pages(jobId, query));

/** The whole export as text. Its name and type are ours, whatever the server says. */
export const fetchExport = (
  context: ActionContext,
  { key, format }: { key: JobKey; format: 'json' | 'csv' },
): Promise<Answer<{ text: string }>> =>
  withJob(context, key, async (api, jobId) => api.export(jobId, format, await context.locale()));
