import { defineSiteCheck, type SiteObservation } from './defineSiteCheck.ts';
import { type RedirectEntry, type RedirectGraph, readRedirects } from './readRedirects.ts';
import type { SiteFacts } from './siteFacts.ts';

/** Hops in the evidence. A longer chain is cut here, but its full length is reported. */
const HOPS_SHOWN = 20;

async function* entriesWhere(
  facts: SiteFacts,
  matches: (entry: RedirectEntry) => boolean,
): AsyncIterable<SiteObservation> {
  const graph = await readRedirects(facts);
  for (const entry of graph.entries)
    if (matches(entry)) yield { url: entry.url, evidence: await evidenceOf(facts, graph, entry) };
}

async function evidenceOf(facts: SiteFacts, { rows }: RedirectGraph, entry: RedirectEntry) {
  const hops: { url: string; status: number }[] = [];
  const seen = new Set<string>();
  let url = entry.url;
  for (let row = rows.get(url); row && !seen.has(url) && hops.length < HOPS_SHOWN; row = rows.get(url)) {
    hops.push({ url, status: row.status });
    seen.add(url);
    url = row.to;
  }
  // The last hop is the end of the chain, or the URL that closes the loop.
  const status = rows.get(url)?.status ?? (await facts.statusOf(url));
  if (status !== null && hops.length < HOPS_SHOWN) hops.push({ url, status });
  return {
    hops,
    target: url,
    ...(entry.end.kind === 'page' ? { value: entry.end.hops, limit: 1, unit: 'count' as const } : {}),
    linked_from: entry.linkedFrom,
    linked_from_total: entry.linkedFromTotal,
  };
}

export const redirectChecks = [
  defineSiteCheck({
    id: 'redirect.chain',
    severity: 'high',
    find: (facts) => entriesWhere(facts, ({ end }) => end.kind === 'page' && end.hops >= 2),
  }),
  defineSiteCheck({
    id: 'redirect.loop',
    severity: 'critical',
    find: (facts) => entriesWhere(facts, ({ end }) => end.kind === 'loop'),
  }),
];
