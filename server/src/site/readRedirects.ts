import type { RedirectRow, SiteFacts } from './siteFacts.ts';

/** How the redirects from a URL end, and after how many hops. */
export interface RedirectEnd {
  kind: 'page' | 'loop';
  hops: number;
}

export interface RedirectGraph {
  rows: ReadonlyMap<string, RedirectRow>;
  /** Of each URL that redirects. */
  ends: ReadonlyMap<string, RedirectEnd>;
}

/** Reads every redirect of the scan and where it ends. Follows each URL once, also when many lead to it. */
export async function readRedirects(facts: SiteFacts): Promise<RedirectGraph> {
  const rows = new Map<string, RedirectRow>();
  for await (const row of facts.redirects()) rows.set(row.url, row);
  return { rows, ends: endsOf(rows) };
}

function endsOf(rows: ReadonlyMap<string, RedirectRow>): Map<string, RedirectEnd> {
  const ends = new Map<string, RedirectEnd>();
  for (const start of rows.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let url = start;
    while (rows.has(url) && !ends.has(url) && !onPath.has(url)) {
      path.push(url);
      onPath.add(url);
      url = rows.get(url)?.to ?? '';
    }
    const kind = onPath.has(url) ? 'loop' : (ends.get(url)?.kind ?? 'page');
    let hops = onPath.has(url) ? 0 : (ends.get(url)?.hops ?? 0);
    for (const step of path.reverse()) {
      hops += 1;
      ends.set(step, { kind, hops });
    }
  }
  return ends;
}
