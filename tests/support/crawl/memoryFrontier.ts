import { noIssues, type PageCounts } from '@seo-live/protocol';
import type {
  FoundUrl,
  FrontierItem,
  FrontierStore,
  RobotsFile,
  SitemapNotes,
  VisitRecord,
} from '../../../server/src/crawl/ports/frontierStore.ts';
import { urlsInLoops } from '../../../server/src/shared/urlsInLoops.ts';

interface Row extends FrontierItem {
  skip: FoundUrl['skip'];
  record: VisitRecord | null;
  looks: number;
}

/** A frontier in memory with the rules of the stored one, to test the crawl without a store. */
export function createMemoryFrontier(maxPages = 1000) {
  const rows = new Map<string, Row>();
  let taken = new Set<string>();
  let startCookies = false;
  const robotsFiles = new Map<string, RobotsFile>();
  let sitemapNotes: SitemapNotes = { problems: [], reached: [] };
  const isQueued = (row: Row): boolean => row.record === null && row.skip === undefined;

  function counts(): PageCounts {
    const pages: PageCounts = {
      discovered: rows.size,
      crawled: 0,
      queued: 0,
      in_flight: 0,
      failed: 0,
      refused: 0,
      skipped: { robots: 0, filter: 0, limit: 0, other: 0 },
    };
    for (const row of rows.values()) {
      const outcome = row.record?.outcome;
      if (outcome === 'failed') pages.failed++;
      else if (outcome === 'refused') pages.refused++;
      else if (outcome !== undefined) pages.crawled++;
      else if (row.skip !== undefined) pages.skipped[row.skip]++;
      else if (taken.has(row.url)) pages.in_flight++;
      else pages.queued++;
    }
    return pages;
  }

  function put(found: FoundUrl): void {
    const known = rows.get(found.url);
    if (known !== undefined) {
      known.inSitemap ||= found.inSitemap;
      return;
    }
    const withPlace = [...rows.values()].filter(
      (row) => row.skip === undefined && row.record?.outcome !== 'redirected',
    );
    const skip = found.skip ?? (withPlace.length >= maxPages ? 'limit' : undefined);
    const { url, requestUrl, depth, source, inSitemap } = found;
    rows.set(url, { url, requestUrl, depth, source, inSitemap, skip, record: null, looks: 0 });
  }

  const item = ({ url, requestUrl, depth, source, inSitemap }: Row): FrontierItem => ({
    url,
    requestUrl,
    depth,
    source,
    inSitemap,
  });

  const store: FrontierStore = {
    add: async (found) => found.forEach(put),
    take: async (count) => {
      const free = [...rows.values()].filter((row) => isQueued(row) && !taken.has(row.url)).slice(0, count);
      for (const row of free) taken.add(row.url);
      return free.map(item);
    },
    record: async (batch) => {
      for (const record of batch) {
        const row = rows.get(record.visit.url);
        if (row === undefined) throw new Error(`recorded but never found: ${record.visit.url}`);
        row.record = record;
        row.looks++;
        taken.delete(row.url);
      }
      for (const record of batch) record.found.forEach(put);
    },
    noteSitemaps: async (notes) => {
      sitemapNotes = notes;
    },
    noteRobots: async (file) => void robotsFiles.set(file.origin, file),
    noteStartCookies: async () => {
      startCookies = true;
    },
    needsStartCookies: async () => startCookies,
    skip: async (url, reason) => {
      const row = rows.get(url);
      if (row !== undefined) row.skip = reason;
      taken.delete(url);
    },
    failures: async () =>
      [...rows.values()].flatMap((row) => {
        if (row.record?.outcome !== 'failed' || row.looks > 1) return [];
        const { status, failure, contentType, responseMs, bytes } = row.record.visit;
        if (failure === 'unreadable') return [];
        return [{ ...item(row), status, failure, contentType, responseMs, bytes }];
      }),
    loops: async () => {
      const redirected = [...rows.values()].filter((row) => row.record?.outcome === 'redirected');
      const targets = redirected.map((row) => [row.url, row.record?.visit.redirectTo ?? ''] as const);
      const inLoops = urlsInLoops(new Map(targets));
      return redirected.filter((row) => row.looks === 1 && inLoops.has(row.url)).map(item);
    },
    counts: async () => ({ pages: counts(), issues: noIssues() }),
  };

  return {
    store,
    rows,
    sitemapNotes: () => sitemapNotes,
    robotsFiles,
    /** Forgets which URLs were acquired, as after a restart. */
    crash: (): void => {
      taken = new Set();
    },
    outcome: (url: string): string | undefined => rows.get(url)?.record?.outcome ?? rows.get(url)?.skip,
    record: (url: string): VisitRecord | null => rows.get(url)?.record ?? null,
  };
}
export type MemoryFrontier = ReturnType<typeof createMemoryFrontier>;
