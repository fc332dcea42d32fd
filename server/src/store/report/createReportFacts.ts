import type { Finding, IssueList, IssueQuery, PageList, PageQuery, PageRow } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { allFindings, listIssues } from './listIssues.ts';
import { allPages, listPages } from './listPages.ts';
import { type ReportTotals, readTotals } from './readTotals.ts';
import {
  type RedirectLink,
  redirectFindings,
  redirectLinks,
  siteFindings,
  type Weight,
  weightsOnPages,
} from './weightsOnPages.ts';

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
