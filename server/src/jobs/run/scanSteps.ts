import type { JobResult, PageCounts, Report, SeverityCounts } from '@seo-live/protocol';
import type { CrawlControl } from '../../crawl/ports/crawlControl.ts';

/** Pages and issues of a job, counted from its rows. */
export interface ScanCounts {
  pages: PageCounts;
  issues: SeverityCounts;
}

/** A job as the scan needs it. */
export interface ScanJob {
  jobId: string;
  url: string;
  mode: string;
  options: Record<string, unknown>;
  createdAt: string;
  startedAt: string | null;
}

/**
 * The parts of a scan. Each may run again after a crash: the crawl continues from the stored frontier, the
 * analysis and the report replace what they wrote before.
 */
export interface ScanSteps {
  /** Resolves also when aborted. Throws an Error with a `code` when no page could be read. */
  crawl(job: ScanJob, control: CrawlControl): Promise<void>;
  /** Runs the site checks for at most `budgetMs` and names those that did not finish. */
  analyse(job: ScanJob, options: { budgetMs: number }): Promise<{ notRun: string[] }>;
  /**
   * `counts` are those of the job after the analysis. The report has no `ended_at` yet: it is the time of the
   * end event.
   */
  report(
    job: ScanJob,
    outcome: { status: 'completed' | 'cancelled'; notRun: string[]; counts: ScanCounts },
  ): Promise<{ report: Report; result: JobResult }>;
}
