import type { PageCounts, SeverityCounts } from '@seo-live/protocol';
import type { Transaction } from 'kysely';
import type { FoundUrl, FrontierStore, VisitRecord } from '../../crawl/ports/frontierStore.ts';
import { type Clock, isoNow } from '../../shared/clock.ts';
import { createSerial } from '../../shared/createSerial.ts';
import type { Store } from '../database/openStore.ts';
import type { Database } from '../database/schema.ts';
import { createKeptEvidence } from '../jobs/createKeptEvidence.ts';
import { countJob, countUrl, type JobCounts } from '../jobs/jobCounts.ts';
import { adoptIdentities } from './adoptIdentities.ts';
import { boundPage } from './boundPage.ts';
import {
  addLimits,
  addPageLimits,
  needsStartCookies,
  noteUnlisted,
  replaceSitemapNotes,
} from './crawlNotes.ts';
import { createRecentUrls } from './createRecentUrls.ts';
import { createSpace, type SpaceLimits } from './createSpace.ts';
import { failedItems, itemColumns, itemsInLoops, toItem } from './frontierItems.ts';
import {
  admitOverLimit,
  deleteOutput,
  insertLinks,
  insertPageFindings,
  insertUrls,
  type KnownUrl,
  markInSitemap,
  selectKnown,
  skipAllQueued,
  skipQueued,
  updateVisited,
} from './frontierSql.ts';
import { storeRobots } from './robotsFiles.ts';

type Trx = Transaction<Database>;

/** Minimum number of redirects that release their slot under the page limit. */
const MIN_FREE_REDIRECTS = 20;

/** `maxBytes` and `maxDataBytes` end the crawl when they are filled. */
export interface FrontierStoreOptions extends SpaceLimits {
  store: Store;
  jobId: string;
  /**
   * Page limit. The first `maxPages` URLs in order of discovery get a slot. A redirect releases its slot, and
   * the first URL over the limit gets it. At most `maxPages` redirects (at least 20) do so, because a site
   * that redirects everything would otherwise be endless.
   */
  maxPages: number;
  clock: Pick<Clock, 'wallMs'>;
}

/** The durable frontier of one job: rows of `urls`, and their counts in memory. */
export function createFrontierStore(options: FrontierStoreOptions): FrontierStore {
  const { store, jobId, maxPages, clock } = options;
  const serial = createSerial();
  const recent = createRecentUrls();
  const taken = new Set<number>();
  const space = createSpace(store, jobId, options);
  /** Not reduced when findings are replaced, so that some more may lose their evidence. */
  const evidence = createKeptEvidence();
  let committed: JobCounts | null = null;

  const counters = async (): Promise<JobCounts> => {
    if (committed === null) {
      await store.transaction((trx) => adoptIdentities(trx, jobId));
      committed = await countJob(store.db, jobId);
      await space.load();
      for (const [check, count] of committed.checks) evidence.add(check, count);
    }
    return committed;
  };

  /** Changes rows and a copy of the counts. The copy becomes valid when the transaction is committed. */
  const change = (work: (trx: Trx, counts: JobCounts) => Promise<void>): Promise<void> =>
    serial(async () => {
      const counts = structuredClone(await counters());
      await store
        .transaction(async (trx) => {
          await work(trx, counts);
          await endWhenFull(trx, counts);
        })
        .catch((error: unknown) => {
          recent.forget();
          throw error;
        });
      committed = counts;
    });

  /** The URLs that still wait count as skipped for a limit, so that the scan ends with its report. */
  async function endWhenFull(trx: Trx, counts: JobCounts): Promise<void> {
    const limit = space.takeLimit();
    if (limit === null) return;
    await addLimits(trx, jobId, [{ limit, leftOut: null }]);
    const skippedNow = await skipAllQueued(trx, jobId, [...taken]);
    countUrl(counts.pages, 'queued', null, null, -skippedNow);
    countUrl(counts.pages, 'done', 'skipped', 'limit', skippedNow);
  }

  async function addFound(trx: Trx, counts: JobCounts, found: FoundUrl[], limited: boolean): Promise<void> {
    const candidates = recent.unknown(found);
    const known = byUrl(await selectKnown(trx, jobId, [...candidates.keys()]));
    const nowInSitemap: number[] = [];
    const added: (FoundUrl & { urlNumber: number })[] = [];
    let unlisted = false;
    for (const url of candidates.values()) {
      const row = known.get(url.url);
      if (row && url.inSitemap && !row.in_sitemap) nowInSitemap.push(row.n);
      if (row) continue;
      const skip = url.skip ?? (limited && freeSlots(counts) <= 0 ? 'limit' : undefined);
      if (skip && !space.mayList(skipped(counts))) {
        candidates.delete(url.url);
        unlisted = true;
        continue;
      }
      space.addUrl(url, skip !== undefined);
      counts.lastUrlNumber += 1;
      added.push({ ...url, urlNumber: counts.lastUrlNumber, skip });
      countUrl(counts.pages, skip ? 'done' : 'queued', skip ? 'skipped' : null, skip ?? null, 1);
    }
    await insertUrls(trx, jobId, added);
    if (unlisted) await noteUnlisted(trx, jobId);
    await markInSitemap(trx, jobId, nowInSitemap);
    recent.remember(candidates.values());
  }

  const freeSlots = (counts: JobCounts): number => {
    if (space.isFull()) return 0;
    const { pages, redirected } = counts;
    const usedSlots = pages.discovered - skipped(counts);
    return maxPages - usedSlots + Math.min(redirected, Math.max(maxPages, MIN_FREE_REDIRECTS));
  };

  /** The rows of the batch. Adds a row for a URL that has none, because a visited URL is always recorded. */
  async function rowsOfBatch(
    trx: Trx,
    counts: JobCounts,
    batch: VisitRecord[],
  ): Promise<Map<string, KnownUrl>> {
    const urls = batch.map(({ visit }) => visit.url);
    const known = await selectKnown(trx, jobId, urls);
    if (known.length === urls.length) return byUrl(known);
    const knownUrls = new Set(known.map(({ url }) => url));
    const missing = batch
      .filter(({ visit }) => !knownUrls.has(visit.url))
      .map(({ visit }) => ({ ...visit, source: 'link' as const }));
    await addFound(trx, counts, missing, false);
    return byUrl(await selectKnown(trx, jobId, urls));
  }

  async function fillFreeSlots(trx: Trx, counts: JobCounts): Promise<void> {
    const free = Math.min(freeSlots(counts), counts.pages.skipped.limit);
    if (free <= 0) return;
    const admitted = await admitOverLimit(trx, jobId, free);
    countUrl(counts.pages, 'done', 'skipped', 'limit', -admitted);
    countUrl(counts.pages, 'queued', null, null, admitted);
  }

  return {
    add: (found) =>
      change(async (trx, counts) => {
        await addFound(trx, counts, found, true);
      }),

    take: (count) =>
      serial(async () => {
        // Also brings a job of an earlier version into the present form.
        await counters();
        const rows = await store.db
          .selectFrom('urls')
          .select(['n', ...itemColumns])
          .where('job_id', '=', jobId)
          .where('state', '=', 'queued')
          .orderBy('n')
          .limit(count + taken.size)
          .execute();
        const free = rows.filter(({ n }) => !taken.has(n)).slice(0, count);
        for (const { n } of free) taken.add(n);
        return free.map(toItem);
      }),

    async record(records) {
      const pages = [...new Map(records.map((record) => [record.visit.url, record])).values()].map(boundPage);
      const batch = pages.map(({ record }) => record);
      if (batch.length === 0) return;
      const recorded: number[] = [];
      await change(async (trx, counts) => {
        const rows = await rowsOfBatch(trx, counts, batch);
        const visits = batch.flatMap((record) => {
          const row = rows.get(record.visit.url);
          return row ? [{ urlNumber: row.n, row, record }] : [];
        });
        const recordedBefore = visits.map(({ row }) => row).filter(({ state }) => state === 'done');
        for (const severity of await deleteOutput(trx, jobId, recordedBefore)) counts.issues[severity] -= 1;
        for (const { row, record } of visits) {
          countUrl(counts.pages, row.state, row.outcome, row.reason, -1);
          countUrl(counts.pages, 'done', record.outcome, null, 1);
          counts.redirected += Number(record.outcome === 'redirected') - Number(row.outcome === 'redirected');
          recorded.push(row.n);
        }
        await updateVisited(trx, jobId, visits, isoNow(clock));
        await insertLinks(trx, jobId, visits);
        await addPageLimits(trx, jobId, pages);
        for (const { bytes } of pages) space.add(bytes);
        for (const severity of await insertPageFindings(trx, jobId, batch, evidence))
          counts.issues[severity] += 1;
        await addFound(
          trx,
          counts,
          batch.flatMap(({ found }) => found),
          true,
        );
        await fillFreeSlots(trx, counts);
      });
      for (const urlNumber of recorded) taken.delete(urlNumber);
    },

    noteSitemaps: (notes) => change((trx) => replaceSitemapNotes(trx, jobId, notes)),

    noteRobots: (file) => change((trx) => storeRobots(trx, jobId, file)),

    noteStartCookies: () =>
      change(async (trx) => {
        await trx.updateTable('jobs').set({ start_cookies: 1 }).where('job_id', '=', jobId).execute();
      }),

    needsStartCookies: () => serial(() => needsStartCookies(store.db, jobId)),

    skip: async (url, reason) => {
      const skippedRows: number[] = [];
      await change(async (trx, counts) => {
        const [row] = await selectKnown(trx, jobId, [url]);
        if (row?.state !== 'queued') return;
        await skipQueued(trx, jobId, row.n, reason);
        countUrl(counts.pages, row.state, row.outcome, row.reason, -1);
        countUrl(counts.pages, 'done', 'skipped', reason, 1);
        skippedRows.push(row.n);
      });
      for (const urlNumber of skippedRows) taken.delete(urlNumber);
    },

    failures: () => serial(() => failedItems(store.db, jobId)),

    loops: () => serial(() => itemsInLoops(store.db, jobId)),

    counts: () =>
      serial(async (): Promise<{ pages: PageCounts; issues: SeverityCounts }> => {
        const { pages, issues } = structuredClone(await counters());
        pages.in_flight = Math.min(taken.size, pages.queued);
        pages.queued -= pages.in_flight;
        return { pages, issues };
      }),
  };
}

const skipped = ({ pages: { skipped: byReason } }: JobCounts): number =>
  byReason.robots + byReason.filter + byReason.limit + byReason.other;

const byUrl = (rows: KnownUrl[]): Map<string, KnownUrl> => new Map(rows.map((row) => [row.url, row]));
