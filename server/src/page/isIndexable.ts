import type { PageVisit } from './pageVisit.ts';

const forbids = (directive: string): boolean => directive === 'noindex' || directive === 'none';

/**
 * Status 200, HTML, no noindex, not disallowed, canonical absent or to itself. Canonicals that contradict
 * each other are ignored, as search engines do.
 */
export function isIndexable(visit: PageVisit, allowed: boolean): boolean {
  const { facts } = visit;
  if (visit.status !== 200 || facts === null || !allowed) return false;
  if (facts.robots.some(({ directive }) => forbids(directive))) return false;
  const targets = new Set(facts.canonicals.flatMap(({ url }) => (url === null ? [] : [url])));
  return targets.size !== 1 || targets.has(visit.url);
}
