import type { Finding, IssueList, IssueQuery, PageList, PageQuery, PageRow } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { needsStartCookies, reachedLimits } from '../frontier/crawlNotes.ts';
import { allFindings, listIssues } from './listIssues.ts';
import { allPages, listPages } from './listPages.ts';
import { type ReportTotals, readTotals } from './readTotals.ts';
import {
  type RedirectLink,
  redirectLinks,
  siteFindings,
  type Weight,
  weightsOnPages,
} from './weightsOnPages.ts';

/** All reads of the report, the lists and the exports of one job. */
export interface ReportFacts {
  /** Worst severity first, then by check, page and locator. Throws InvalidCursor. */
  issues(jobId: string, query: IssueQuery): Promise<IssueList>;
  /** Rows without a value in the sorted column come last. Throws InvalidCursor. */
  pages(jobId: string, query: PageQuery): Promise<PageList>;
  /** Every finding in the order of `issues`, in batches, so that a slow reader does not block the database. */
  allFindings(jobId: string): AsyncIterable<Finding>;
  /** Every URL in order of discovery, in batches. */
  allPages(jobId: string): AsyncIterable<PageRow>;
  /**
   * Of a scan by an earlier version, whose redirect findings name the redirect and weigh on the pages that link
   * there. Only links from indexable pages, because the other pages have no weight.
   */
  redirectLinks(jobId: string): AsyncIterable<RedirectLink>;
  totals(jobId: string): Promise<ReportTotals>;
  /** The limits that left something of the site out. */
  limits(jobId: string): Promise<{ limit: string; left_out: number | null }[]>;
  /** The start page opens only with cookies. */
  needsStartCookies(jobId: string): Promise<boolean>;
  /** In order of page. */
  weightsOnPages(jobId: string): AsyncIterable<Weight>;
  siteFindings(jobId: string): Promise<Weight[]>;
}

export const createReportFacts = (db: Kysely<Database>): ReportFacts => ({
  issues: (jobId, query) => listIssues(db, jobId, query),
  pages: (jobId, query) => listPages(db, jobId, query),
  allFindings: (jobId) => allFindings(db, jobId),
  allPages: (jobId) => allPages(db, jobId),
  redirectLinks: (jobId) => redirectLinks(db, jobId),
  totals: (jobId) => readTotals(db, jobId),
  limits: (jobId) => reachedLimits(db, jobId),
  needsStartCookies: (jobId) => needsStartCookies(db, jobId),
  weightsOnPages: (jobId) => weightsOnPages(db, jobId),
  siteFindings: (jobId) => siteFindings(db, jobId),
});
