import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { SiteFacts } from './siteFacts.ts';

/**
 * None is required, so a missing one matters only where search engines find the same text at several URLs
 * (https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls).
 */
async function* missingCanonicals(facts: SiteFacts): AsyncIterable<SiteObservation> {
  for await (const { url, sharesText } of facts.withoutCanonical())
    yield { url, ...(sharesText || url.includes('?') ? { severity: 'low' } : {}), evidence: {} };
}

export const canonicalSiteChecks = [
  defineSiteCheck({ id: 'canonical.missing', severity: 'info', find: missingCanonicals }),
];
