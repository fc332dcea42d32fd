import { isHome } from '@seo-live/audit';
import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { FailedUrl, SiteFacts } from './siteFacts.ts';

/** From this share on, the fault is the site's and not that of single pages. */
const SITE_SHARE = 0.1;
/** A smaller scan says nothing about the site. */
const SITE_REQUESTS = 20;
/** URLs in the evidence of the whole site. */
const SHOWN = 20;

const ofPage = ({ url, status, attempts }: FailedUrl): SiteObservation => ({
  url,
  ...(isHome(url) ? { severity: 'critical' } : {}),
  evidence: { status, value: attempts, unit: 'count', ...(attempts === 1 ? { seen_once: true } : {}) },
});

function ofSite(first: FailedUrl, shown: string[], failed: number, requested: number): SiteObservation {
  return {
    url: null,
    locator: new URL(first.url).origin,
    severity: 'critical',
    evidence: {
      status: first.status,
      value: failed,
      limit: Math.floor(requested * SITE_SHARE),
      unit: 'count',
      others: shown,
      others_total: failed,
    },
  };
}

/** One observation for each URL; for the site instead, when many of its URLs fail. */
async function* serverErrors(facts: SiteFacts): AsyncIterable<SiteObservation> {
  const requested = await facts.requested();
  const shown: string[] = [];
  let failed = 0;
  let first: FailedUrl | null = null;
  for await (const error of facts.serverErrors()) {
    first ??= error;
    failed += 1;
    if (shown.length < SHOWN) shown.push(error.url);
  }
  if (first === null) return;
  if (requested >= SITE_REQUESTS && failed > requested * SITE_SHARE)
    yield ofSite(first, shown, failed, requested);
  else for await (const error of facts.serverErrors()) yield ofPage(error);
}

export const errorChecks = [
  defineSiteCheck({ id: 'http.server-error', severity: 'high', find: serverErrors }),
];
