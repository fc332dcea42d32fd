import type { PageFacts } from './pageFacts.ts';
import type { PageVisit } from './pageVisit.ts';

/** The directives that keep the page out of search results. */
export const noindexDirectives = (facts: PageFacts): PageFacts['robots'] =>
  facts.robots.filter(({ directive }) => directive === 'noindex' || directive === 'none');

export const isNoindexed = (facts: PageFacts): boolean => noindexDirectives(facts).length > 0;

/**
 * The canonical that counts: the one address that all canonicals of the page name. Canonicals that are not
 * http(s) URLs are ignored. Null when the others name different addresses: search engines ignore those too.
 */
export function canonicalOf(facts: PageFacts): string | null {
  const targets = new Set(facts.canonicals.flatMap(({ url }) => (url === null ? [] : [url])));
  const [only] = targets;
  return targets.size === 1 && only !== undefined ? only : null;
}

/** True when the page names no canonical at all. One that search engines ignore is there, and another fault. */
export const hasNoCanonical = (facts: PageFacts): boolean =>
  facts.ignoredCanonicals === undefined && facts.canonicals.every(({ href }) => href.trim() === '');

/** True when no canonical counts, or when the one that counts is the page itself. */
export function isSelfCanonical(facts: PageFacts, url: string): boolean {
  const canonical = canonicalOf(facts);
  return canonical === null || canonical === url;
}

/** The title that counts: the first of the document. Null when it is missing or has no text. */
export const titleOf = (facts: PageFacts): string | null => facts.titles[0]?.trim() || null;

/** The description that counts: the first of the head. Null when it is missing or has no text. */
export const descriptionOf = (facts: PageFacts): string | null => facts.descriptions[0]?.trim() || null;

/** True when the page sends its visitors on to another URL at once, which search engines take for a redirect. */
const redirects = (facts: PageFacts, url: string): boolean =>
  facts.refresh?.seconds === 0 && facts.refresh.url !== null && facts.refresh.url !== url;

/** Status 200, HTML, no noindex, allowed by robots.txt, no canonical to another page and no refresh to one. */
export function isIndexable(visit: PageVisit, allowed: boolean): boolean {
  const { facts } = visit;
  if (visit.status !== 200 || facts === null || !allowed) return false;
  return !isNoindexed(facts) && isSelfCanonical(facts, visit.url) && !redirects(facts, visit.url);
}
