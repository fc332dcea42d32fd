import type { Evidence, Severity } from '@seo-live/protocol';
import type { SiteFacts } from './siteFacts.ts';

export interface SiteObservation {
  /** The page named; null when the finding is about the site, which needs a locator. */
  url: string | null;
  /** Target href or normalised text. Absent when the finding is about the page itself. */
  locator?: string;
  /** Replaces the severity of the check, when this case is better or worse. */
  severity?: Severity;
  evidence: Evidence;
}

/** A check that needs the whole crawl. It uses set operations of the store and never compares page by page. */
export interface SiteCheck {
  id: string;
  severity: Severity;
  find(facts: SiteFacts): AsyncIterable<SiteObservation>;
}

export const defineSiteCheck = (check: SiteCheck): SiteCheck => check;
