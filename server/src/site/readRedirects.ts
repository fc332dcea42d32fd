import type { RedirectRow, SiteFacts } from './siteFacts.ts';

/** Linking pages in the evidence. */
const SHOWN = 20;

/** How the redirects from a URL end, and after how many hops. */
interface RedirectEnd {
  kind: 'page' | 'loop';
  hops: number;
}

/** A redirect that a link, a sitemap, a canonical or the start leads to. A chain is reported there. */
export interface RedirectEntry {
  url: string;
  linkedFrom: string[];
  linkedFromTotal: number;
  end: RedirectEnd;
}

export interface RedirectGraph {
  rows: ReadonlyMap<string, RedirectRow>;
  entries: RedirectEntry[];
}

/** Reads every redirect of the scan and where it ends. Follows each URL once, also when many lead to it. */
export async function readRedirects(facts: SiteFacts): Promise<RedirectGraph> {
  const rows = new Map<string, RedirectRow>();
  for await (const row of facts.redirects()) rows.set(row.url, row);
  const links = new Map<string, { from: string[]; total: number }>();
  if (rows.size > 0)
    for await (const { from, to } of facts.linksToRedirects()) {
      const known = links.get(to) ?? { from: [], total: 0 };
      known.total += 1;
      if (known.from.length < SHOWN) known.from.push(from);
      links.set(to, known);
    }
  const ends = endsOf(rows);
  const entries: RedirectEntry[] = [];
  for (const row of rows.values()) {
    const linked = links.get(row.url);
    const end = ends.get(row.url);
    if (end && (row.named || linked))
      entries.push({
        url: row.url,
        linkedFrom: linked?.from ?? [],
        linkedFromTotal: linked?.total ?? 0,
        end,
      });
  }
  return { rows, entries };
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
