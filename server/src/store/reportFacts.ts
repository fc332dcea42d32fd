import type {
  Finding,
  IssueList,
  PageCounts,
  PageList,
  PageRow,
  Severity,
  SeverityCounts,
} from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import { allFindings, listIssues } from './issueRows.ts';
import { allPages, listPages } from './pageRows.ts';
import { readTotals } from './reportTotals.ts';
import type { Database } from './schema.ts';
import { redirectFindings, redirectLinks, siteFindings, weightsOnPages } from './weighing.ts';

export { InvalidCursor } from './listCursor.ts';

export interface IssueQuery {
  check?: string | undefined;
  severity?: Severity | undefined;
  /** Only findings that name this page. */
  url?: string | undefined;
  cursor?: string | undefined;
  /** 1–500, 100 when absent. */
  limit?: number | undefined;
}

export const pageSorts = ['url', 'status', 'words', 'depth', 'links_in', 'response_ms', 'issues'] as const;
export type PageSort = (typeof pageSorts)[number];

export interface PageQuery {
  /** A piece of URL or title, in any case. */
  text?: string | undefined;
  outcome?: PageRow['outcome'] | undefined;
  /** Order of discovery when absent. */
  sort?: PageSort | undefined;
  descending?: boolean | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A link of the site whose target is named by a redirect finding: such findings weigh on `from`. */
export interface RedirectLink {
  from: string;
  to: string;
}

/** A check that weighs on a page. */
export interface Weight {
  url: string;
  check: string;
  severity: Severity;
}

export interface CheckTotals {
  check: string;
  /** The worst among its findings. */
  severity: Severity;
  findings: number;
  /** Different URLs it names. */
  pages: number;
}

export interface ReportTotals {
  pages: PageCounts;
  issues: SeverityCounts;
  /** HTML pages that were read; those of them that are indexable; those that ask for noindex. */
  read: number;
  indexable: number;
  noindex: number;
  statuses: Record<string, number>;
  depths: Record<string, number>;
  checks: CheckTotals[];
}

/** What report, lists and exports read of one job. Nothing here writes. */
export interface ReportFacts {
  /** Worst severity first, then by check, page and locator. Throws InvalidCursor. */
  issues(jobId: string, query: IssueQuery): Promise<IssueList>;
  /** Throws InvalidCursor. Rows without the value sorted by come last. */
  pages(jobId: string, query: PageQuery): Promise<PageList>;
  /** Every finding in the order of `issues`, in batches: a slow reader never holds the database. */
  allFindings(jobId: string): AsyncIterable<Finding>;
  /** Every URL in order of discovery, in batches. */
  allPages(jobId: string): AsyncIterable<PageRow>;
  /** From indexable pages only: the others carry no weight. */
  redirectLinks(jobId: string): AsyncIterable<RedirectLink>;
  totals(jobId: string): Promise<ReportTotals>;
  /** In order of page; what redirect findings weigh is told by `redirectLinks`. */
  weightsOnPages(jobId: string): AsyncIterable<Weight>;
  redirectFindings(jobId: string): Promise<Weight[]>;
  siteFindings(jobId: string): Promise<Weight[]>;
}

export const createReportFacts = (db: Kysely<Database>): ReportFacts => ({
  issues: (jobId, query) => listIssues(db, jobId, query),
  pages: (jobId, query) => listPages(db, jobId, query),
  allFindings: (jobId) => allFindings(db, jobId),
  allPages: (jobId) => allPages(db, jobId),
  redirectLinks: (jobId) => redirectLinks(db, jobId),
  totals: (jobId) => readTotals(db, jobId),
  weightsOnPages: (jobId) => weightsOnPages(db, jobId),
  redirectFindings: (jobId) => redirectFindings(db, jobId),
  siteFindings: (jobId) => siteFindings(db, jobId),
});
