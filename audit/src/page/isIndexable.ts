import type { PageFacts } from './pageFacts.ts';
import type { PageVisit } from './pageVisit.ts';

/** The first directive that keeps the page out of search results; null when there is none. */
export const noindexDirective = (facts: PageFacts): PageFacts['robots'][number] | null =>
  facts.robots.find(({ directive }) => directive === 'noindex' || directive === 'none') ?? null;

/**
 * The canonical that counts: the one address that all canonicals of the page name. Canonicals that are not
 * http(s) URLs are ignored. Null when the others name different addresses: search engines ignore those too.
 */
export function canonicalOf(facts: PageFacts): string | null {
  const targets = new Set(facts.canonicals.flatMap(({ url }) => (url === null ? [] : [url])));
  const [only] = targets;
  return targets.size === 1 && only !== undefined ? only : null;
}

/** True when the page has no canonical, or when the one that counts is the page itself. */
export const isSelfCanonical = (facts: PageFacts, url: string): boolean =>
  facts.canonicals.length === 0 || canonicalOf(facts) === url;

/** Status 200, HTML, no noindex, allowed by robots.txt, and no canonical to another page. */
export function isIndexable(visit: PageVisit, allowed: boolean): boolean {
  const { facts } = visit;
  if (visit.status !== 200 || facts === null || !allowed) return false;
  if (noindexDirective(facts) !== null) return false;
  const canonical = canonicalOf(facts);
  return canonical === null || canonical === visit.url;
}
