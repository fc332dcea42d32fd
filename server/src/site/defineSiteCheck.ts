import type { Evidence, Severity } from '@seo-live/protocol';
import type { SiteFacts } from './siteFacts.ts';

export interface SiteObservation {
  url: string;
  /** Target href or normalised text; absent: the page itself. */
  locator?: string;
  evidence: Evidence;
}

/** A check that needs the whole crawl: a set operation over the store, never page against page. */
export interface SiteCheck {
  id: string;
  severity: Severity;
  find(facts: SiteFacts): AsyncIterable<SiteObservation>;
}

export const defineSiteCheck = (check: SiteCheck): SiteCheck => check;
