import type { Finding, IssueList, PageList, PageRow, Severity } from '@seo-live/protocol';

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

/** A cursor that this list did not give out, or gave out for another filter or order. */
export class InvalidCursor extends Error {
  constructor() {
    super('This cursor does not belong to this list. Start again without one.');
    this.name = 'InvalidCursor';
  }
}

/** A link of the site whose target is named by a redirect finding: such findings weigh on `from`. */
export interface RedirectLink {
  from: string;
  to: string;
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
  redirectLinks(jobId: string): AsyncIterable<RedirectLink>;
}
