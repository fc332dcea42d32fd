import type { JobResult, PageCounts, Phase, Report, SeverityCounts } from '@seo-live/protocol';

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

export interface ScanProgress {
  phase: Phase;
  pages: PageCounts;
  issues: SeverityCounts;
  ratePerS: number;
  etaS: [number, number] | null;
  currentUrls: string[];
  slowed: number;
}

export interface ScanControl {
  signal: AbortSignal;
  gate(): Promise<void>;
  report(progress: ScanProgress): void;
  requestSent(): void;
}

/**
 * The parts of a scan. Each may run again after a crash: the crawl continues from the stored frontier, the
 * analysis and the report replace what they wrote before.
 */
export interface ScanSteps {
  /** Resolves also when aborted. Throws an Error with a `code` when no page could be read. */
  crawl(job: ScanJob, control: ScanControl): Promise<void>;
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
