import type { JobResult, PageCounts, Report, Severity, SeverityCounts } from '@seo-live/protocol';
import { severities } from '@seo-live/protocol';
import type { ReportFacts } from '../store/report/createReportFacts.ts';
import { countScore, type PageChecks } from './countScore.ts';

/** The values of the job that the report repeats. */
export interface ReportedJob {
  jobId: string;
  url: string;
  mode: string;
  options: Record<string, unknown>;
  createdAt: string;
  startedAt: string | null;
}

export interface ReportOutcome {
  status: 'completed' | 'cancelled';
  /** Ids of the checks that could not run. */
  notRun: string[];
  /** Counted from the job's rows, after the analysis. */
  counts: { pages: PageCounts; issues: SeverityCounts };
}

/**
 * Builds the report of a job from its rows, and the short result for its last message. `ended_at` is filled in
 * when the end is written, so that report and job have the same time.
 */
export const createBuildReport =
  ({ facts }: { facts: ReportFacts }) =>
  async (job: ReportedJob, outcome: ReportOutcome): Promise<{ report: Report; result: JobResult }> => {
    const totals = await facts.totals(job.jobId);
    const { pages, issues } = outcome.counts;
    const score = countScore({
      pages: totals.indexable,
      read: totals.read,
      noindex: totals.noindex,
      unread: unreadOf(pages),
      weighed: await weighedPages(facts, job.jobId),
      site: new Map((await facts.siteFindings(job.jobId)).map(({ check, severity }) => [check, severity])),
    });
    const points = new Map(score.deductions.map((deduction) => [deduction.check, deduction.points]));
    const groups = totals.checks
      .map((check) => ({ ...check, points: points.get(check.check) ?? 0 }))
      .sort(
        (a, b) => rank(a.severity) - rank(b.severity) || b.points - a.points || (a.check < b.check ? -1 : 1),
      );
    const report: Report = {
      job_id: job.jobId,
      url: job.url,
      mode: job.mode,
      status: outcome.status,
      partial: outcome.status === 'cancelled' || outcome.notRun.length > 0,
      created_at: job.createdAt,
      started_at: job.startedAt,
      ended_at: null,
      options: job.options,
      ...(await cookiesOf(facts, job)),
      score,
      read: totals.read,
      pages,
      issues,
      groups,
      statuses: totals.statuses,
      depths: totals.depths,
      not_run: outcome.notRun,
      limits: await facts.limits(job.jobId),
    };
    const coverage = {
      read: totals.read,
      // Redirects and other kinds of files are not pages, so they do not reduce coverage.
      discovered: pages.discovered - (pages.crawled - totals.read),
      refused: pages.refused,
    };
    return { report, result: { score: score.value, coverage } };
  };

/** Not counted as unread: redirects, other kinds of files, and URLs that robots.txt, filters or limits exclude. */
const unreadOf = (pages: PageCounts): number => pages.failed + pages.refused + pages.queued + pages.in_flight;

/** The checks of each page with findings. */
async function weighedPages(facts: ReportFacts, jobId: string): Promise<Iterable<PageChecks>> {
  const pages = new Map<string, Map<string, Severity>>();
  const weigh = (url: string, check: string, severity: Severity): void => {
    const page = pages.get(url) ?? new Map<string, Severity>();
    const known = page.get(check);
    if (known === undefined || rank(severity) < rank(known)) page.set(check, severity);
    pages.set(url, page);
  };
  for await (const { url, check, severity } of facts.weightsOnPages(jobId)) weigh(url, check, severity);
  return pages.values();
}

/** Why the scan kept cookies; nothing when it kept none. */
async function cookiesOf(
  facts: ReportFacts,
  { jobId, options }: ReportedJob,
): Promise<Pick<Report, 'cookies'>> {
  if (options.keep_cookies === true) return { cookies: 'option' };
  return (await facts.needsStartCookies(jobId)) ? { cookies: 'start_page' } : {};
}

const rank = (severity: Severity): number => severities.indexOf(severity);
