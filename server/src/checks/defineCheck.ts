import type { Evidence, Severity } from '@seo-live/protocol';
import type { PageFacts } from '../page/pageFacts.ts';
import type { PageVisit } from '../page/pageVisit.ts';

/** One thing found on a page. */
export interface Observation {
  /** Target href, image src or normalised text; absent: the page itself. */
  locator?: string;
  /** Where circumstances make it better or worse than the check's own severity. */
  severity?: Severity;
  evidence: Evidence;
}

/** A check that sees one URL as it answered. Pure: the same visit gives the same observations. */
export interface PageCheck {
  id: string;
  severity: Severity;
  test(visit: PageVisit): Observation[];
}

export const defineCheck = (check: PageCheck): PageCheck => check;

/** A check of what stands in the document: runs on pages that answered 200 with HTML. */
export const defineContentCheck = (
  check: Omit<PageCheck, 'test'> & { test(facts: PageFacts, visit: PageVisit): Observation[] },
): PageCheck =>
  defineCheck({
    id: check.id,
    severity: check.severity,
    test: (visit) => (visit.status === 200 && visit.facts ? check.test(visit.facts, visit) : []),
  });

/** One observation about the page itself, or none. */
export const when = (condition: boolean, evidence: Evidence = {}): Observation[] =>
  condition ? [{ evidence }] : [];
