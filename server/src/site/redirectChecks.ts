import type { Evidence, Severity } from '@seo-live/protocol';
import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import { type RedirectEnd, type RedirectGraph, readRedirects } from './readRedirects.ts';
import type { SiteFacts } from './siteFacts.ts';

/** Hops in the evidence. A longer chain is cut here, but its full length is reported. */
const HOPS_SHOWN = 20;
/** One redirect is no chain. */
const MAX_HOPS = 1;

/** The hops from a URL. The last is the end of the chain, or the URL that closes the loop. */
function hopsFrom({ rows }: RedirectGraph, from: string, statuses: ReadonlyMap<string, number>) {
  const hops: { url: string; status: number }[] = [];
  const seen = new Set<string>();
  let url = from;
  for (let row = rows.get(url); row && !seen.has(url) && hops.length < HOPS_SHOWN; row = rows.get(url)) {
    hops.push({ url, status: row.status });
    seen.add(url);
    url = row.to;
  }
  const status = rows.get(url)?.status ?? statuses.get(url);
  if (status !== undefined && hops.length < HOPS_SHOWN) hops.push({ url, status });
  return { hops, target: url };
}

/** The statuses of the pages where redirects end. Read before links are, because facts answer one question at a time. */
async function statusesOfEnds(facts: SiteFacts, { rows }: RedirectGraph): Promise<Map<string, number>> {
  const statuses = new Map<string, number>();
  for (const { to } of rows.values()) {
    if (rows.has(to) || statuses.has(to)) continue;
    const status = await facts.statusOf(to);
    if (status !== null) statuses.set(to, status);
  }
  return statuses;
}

/** One observation for each page and each link on it to a redirect that ends in this way. */
async function* linksWhere(
  facts: SiteFacts,
  matches: (end: RedirectEnd) => boolean,
  severityOf?: (end: RedirectEnd) => Severity,
): AsyncIterable<SiteObservation> {
  const graph = await readRedirects(facts);
  if (![...graph.ends.values()].some(matches)) return;
  const statuses = await statusesOfEnds(facts, graph);
  for await (const { from, to } of facts.linksToRedirects()) {
    const end = graph.ends.get(to);
    if (end === undefined || !matches(end)) continue;
    const severity = severityOf?.(end);
    yield {
      url: from,
      locator: to,
      ...(severity === undefined ? {} : { severity }),
      evidence: {
        ...hopsFrom(graph, to, statuses),
        ...(end.kind === 'page' ? { value: end.hops, limit: MAX_HOPS, unit: 'count' as const } : {}),
      },
    };
  }
}

/**
 * "Ideally no more than 3 and fewer than 5"; Googlebot follows up to 10 hops
 * (https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes,
 * https://developers.google.com/search/docs/crawling-indexing/http-network-errors).
 */
function severityOfChain({ hops }: RedirectEnd): Severity {
  if (hops > 10) return 'critical';
  if (hops >= 5) return 'high';
  return hops === 4 ? 'medium' : 'low';
}

/** What is known of a URL that answers with a page only to clients that keep cookies. Search engines do not. */
const withoutCookies = (target: string, status: number): Evidence => ({
  target,
  ...(status === 0 ? {} : { status }),
});

/** One observation for each page and each link on it to such a URL; for the URL itself when no page links there. */
async function* needCookies(facts: SiteFacts): AsyncIterable<SiteObservation> {
  const linked = new Set<string>();
  for await (const { from, to, status } of facts.linksThatNeedCookies()) {
    linked.add(to);
    yield { url: from, locator: to, evidence: withoutCookies(to, status) };
  }
  for await (const { url, status } of facts.needCookies())
    if (!linked.has(url)) yield { url, evidence: withoutCookies(url, status) };
}

export const redirectChecks = [
  defineSiteCheck({
    id: 'redirect.chain',
    severity: 'low',
    find: (facts) =>
      linksWhere(facts, ({ kind, hops }) => kind === 'page' && hops > MAX_HOPS, severityOfChain),
  }),
  defineSiteCheck({
    id: 'redirect.loop',
    severity: 'high',
    find: (facts) => linksWhere(facts, ({ kind }) => kind === 'loop'),
  }),
  defineSiteCheck({ id: 'redirect.needs-cookies', severity: 'high', find: needCookies }),
];
