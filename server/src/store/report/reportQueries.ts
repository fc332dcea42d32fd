import type { Severity } from '@seo-live/protocol';

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
