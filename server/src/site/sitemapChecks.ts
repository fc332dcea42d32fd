import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { SiteFacts } from './siteFacts.ts';

/** One observation for each sitemap that search engines may refuse. */
async function* invalidSitemaps(facts: SiteFacts): AsyncIterable<SiteObservation> {
  for await (const { url, kind, detail, line } of facts.sitemapProblems())
    yield {
      url: null,
      locator: url,
      evidence: {
        target: url,
        reason: kind,
        ...(detail === '' ? {} : { snippet: detail }),
        ...(line === null ? {} : { line }),
      },
    };
}

export const sitemapChecks = [
  defineSiteCheck({ id: 'sitemap.invalid', severity: 'high', find: invalidSitemaps }),
];
