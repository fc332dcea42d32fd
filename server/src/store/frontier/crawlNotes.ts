import { type Kysely, sql, type Transaction } from 'kysely';
import type { ReachedLimit, SitemapNotes } from '../../crawl/ports/frontierStore.ts';
import type { Database } from '../database/schema.ts';
import type { BoundedRecord } from './boundPage.ts';

type Trx = Transaction<Database>;

/** Adds what limits left out to what they left out before. Null stays: the number is not known. */
export async function addLimits(trx: Trx, jobId: string, reached: readonly ReachedLimit[]): Promise<void> {
  for (const { limit, leftOut } of reached)
    await sql`
      insert into reached_limits (job_id, name, left_out) values (${jobId}, ${limit}, ${leftOut})
      on conflict do update set left_out = left_out + excluded.left_out`.execute(trx);
}

/** The limits that these pages reached, with how much they left out together. */
function limitsOf(batch: readonly BoundedRecord[]): ReachedLimit[] {
  const sums = { page_links: 0, page_images: 0, url_length: 0, page_findings: 0 };
  for (const {
    record: { visit },
    findingsLeftOut,
  } of batch) {
    sums.page_findings += findingsLeftOut;
    sums.page_links += visit.facts?.leftOut?.links ?? 0;
    sums.page_images += visit.facts?.leftOut?.images ?? 0;
    sums.url_length += visit.facts?.leftOut?.addresses ?? 0;
  }
  return Object.entries(sums).flatMap(([limit, leftOut]) =>
    leftOut > 0 ? [{ limit: limit as keyof typeof sums, leftOut }] : [],
  );
}

export const addPageLimits = (trx: Trx, jobId: string, batch: readonly BoundedRecord[]): Promise<void> =>
  addLimits(trx, jobId, limitsOf(batch));

/** Notes that URLs were found that are not listed. How many is not known, because nothing remembers them. */
export const noteUnlisted = (trx: Trx, jobId: string): Promise<void> =>
  addLimits(trx, jobId, [{ limit: 'skipped_urls', leftOut: null }]);

/** A resumed job reads its sitemaps again, so these notes replace those of its earlier run. */
export async function replaceSitemapNotes(trx: Trx, jobId: string, notes: SitemapNotes): Promise<void> {
  await trx.deleteFrom('sitemap_problems').where('job_id', '=', jobId).execute();
  await trx
    .deleteFrom('reached_limits')
    .where('job_id', '=', jobId)
    .where(({ eb, or }) => or([eb('name', 'like', 'sitemap%'), eb('name', '=', 'robots_rules')]))
    .execute();
  await addLimits(trx, jobId, notes.reached);
  const rows = notes.problems.map((problem) => ({ job_id: jobId, ...problem }));
  for (const row of rows)
    await trx
      .insertInto('sitemap_problems')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export const reachedLimits = (db: Kysely<Database>, jobId: string) =>
  db
    .selectFrom('reached_limits')
    .select(['name as limit', 'left_out'])
    .where('job_id', '=', jobId)
    .orderBy('name')
    .execute();

export async function needsStartCookies(db: Kysely<Database>, jobId: string): Promise<boolean> {
  const job = db.selectFrom('jobs').select('start_cookies').where('job_id', '=', jobId);
  return (await job.executeTakeFirst())?.start_cookies === 1;
}
