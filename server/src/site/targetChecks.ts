import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import type { BrokenLink, SiteFacts } from './siteFacts.ts';

async function* failedCanonicals(facts: SiteFacts): AsyncIterable<SiteObservation> {
  for await (const { url, target, status } of facts.canonicalsToErrors())
    yield { url, locator: target, evidence: { target, status } };
}

/** One observation per page and target. It shows the first link and counts all of them in `times`. */
async function* brokenLinks(facts: SiteFacts): AsyncIterable<SiteObservation> {
  let page = '';
  let seen = new Map<string, { link: BrokenLink; times: number }>();
  for await (const link of facts.brokenLinks()) {
    if (link.from !== page) {
      yield* [...seen.values()].map(observation);
      seen = new Map();
      page = link.from;
    }
    const known = seen.get(link.to);
    if (known) known.times += 1;
    else seen.set(link.to, { link, times: 1 });
  }
  yield* [...seen.values()].map(observation);
}

const observation = ({ link, times }: { link: BrokenLink; times: number }): SiteObservation => ({
  url: link.from,
  locator: link.to,
  evidence: {
    target: link.to,
    status: link.status,
    anchor: link.anchor,
    selector: link.selector,
    ...(link.attempts === 1 ? { seen_once: true } : {}),
    ...(times > 1 ? { times } : {}),
  },
});

export const targetChecks = [
  defineSiteCheck({ id: 'canonical.to-error', severity: 'high', find: failedCanonicals }),
  defineSiteCheck({ id: 'link.broken-internal', severity: 'high', find: brokenLinks }),
];
