import type { PageRow, Severity } from '@seo-live/protocol';

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
  /** HTML pages that were read; those of them that are indexable; those that ask for noindex. */
  read: number;
  indexable: number;
  noindex: number;
  statuses: Record<string, number>;
  depths: Record<string, number>;
  checks: CheckTotals[];
}
