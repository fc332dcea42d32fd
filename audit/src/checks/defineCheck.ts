import type { Evidence, Severity } from '@seo-live/protocol';
import type { PageFacts } from '../page/pageFacts.ts';
import type { PageVisit } from '../page/pageVisit.ts';

/** One problem on a page. */
export interface Observation {
  /** Target href, image src or normalised text. Absent when the finding is about the page itself. */
  locator?: string;
  /** Replaces the severity of the check, when this case is better or worse. */
  severity?: Severity;
  evidence: Evidence;
}

/** A check of one visited URL. Pure: the same visit gives the same observations. */
export interface PageCheck {
  id: string;
  severity: Severity;
  test(visit: PageVisit): Observation[];
}

export const defineCheck = (check: PageCheck): PageCheck => check;

/** A check of the content of a document. It runs on pages with status 200 and HTML. */
export const defineContentCheck = (
  check: Omit<PageCheck, 'test'> & { test(facts: PageFacts, visit: PageVisit): Observation[] },
): PageCheck =>
  defineCheck({
    id: check.id,
    severity: check.severity,
    test: (visit) => (visit.status === 200 && visit.facts ? check.test(visit.facts, visit) : []),
  });

/** One observation about the page itself when the condition is true, otherwise none. */
export const when = (condition: boolean, evidence: Evidence = {}): Observation[] =>
  condition ? [{ evidence }] : [];
