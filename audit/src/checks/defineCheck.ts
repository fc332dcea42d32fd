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

/** What a check must know about a page that the page does not say. */
export interface PageRole {
  /** Search engines may show it: see `isIndexable`. */
  indexable: boolean;
  /** The redirects of the start URL end here. */
  isStart: boolean;
}

/** A check of one visited URL. Pure: the same visit and role give the same observations. */
export interface PageCheck {
  id: string;
  severity: Severity;
  test(visit: PageVisit, role: PageRole): Observation[];
}

export const defineCheck = (check: PageCheck): PageCheck => check;

type ContentCheck = Omit<PageCheck, 'test'> & {
  test(facts: PageFacts, visit: PageVisit, role: PageRole): Observation[];
};

/** A check of the content of a document. It runs on pages with status 200 and HTML. */
export const defineContentCheck = (check: ContentCheck): PageCheck =>
  defineCheck({
    id: check.id,
    severity: check.severity,
    test: (visit, role) => (visit.status === 200 && visit.facts ? check.test(visit.facts, visit, role) : []),
  });

/** A content check of what search results show. It runs on indexable pages. */
export const defineResultCheck = (check: ContentCheck): PageCheck =>
  defineContentCheck({
    ...check,
    test: (facts, visit, role) => (role.indexable ? check.test(facts, visit, role) : []),
  });

/** One observation about the page itself when the condition is true, otherwise none. */
export const when = (condition: boolean, evidence: Evidence = {}): Observation[] =>
  condition ? [{ evidence }] : [];
