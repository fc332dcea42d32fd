import type { JobResult, PageCounts, Report, SeverityCounts } from '@seo-live/protocol';
import type { ScanJob } from '../../../server/src/jobs/run/scanSteps.ts';

interface SimulatedOutcome {
  status: 'completed' | 'cancelled';
  pages: PageCounts;
  issues: SeverityCounts;
  notRun?: string[];
}

/** The report of a scan whose pages all have the status 200, with a score that nobody counted. */
export function simulatedReport(
  job: ScanJob,
  { status, pages, issues, notRun = [] }: SimulatedOutcome,
): { report: Report; result: JobResult } {
  const { crawled: read, discovered, refused } = pages;
  const report: Report = {
    job_id: job.jobId,
    url: job.url,
    mode: job.mode,
    status,
    partial: status === 'cancelled',
    created_at: job.createdAt,
    started_at: job.startedAt,
    ended_at: null,
    options: job.options,
    score: { version: 1, value: 80, pages: read, deductions: [] },
    read,
    pages,
    issues,
    groups: [],
    statuses: { '200': read },
    depths: {},
    not_run: notRun,
  };
  return { report, result: { score: 80, coverage: { read, discovered, refused } } };
}
