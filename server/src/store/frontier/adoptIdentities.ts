import { urlIdentity } from '@seo-live/audit';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { deleteOutput } from './frontierSql.ts';

type Trx = Transaction<Database>;

/** The row of `meta` that marks a job which an earlier version began. Migration 002 writes it. */
export const spellingsMark = (jobId: string): string => `spellings:${jobId}`;

const changes = (url: string | null): boolean => url !== null && urlIdentity(url) !== url;

/**
 * Brings an unfinished job of a version that stored each spelling of a URL as a URL of its own into the present
 * form. Of the spellings of one URL the first stays. What was read is read again when its own URL, its
 * canonical or its redirect has another identity, because it was judged by the spelling.
 */
export async function adoptIdentities(trx: Trx, jobId: string): Promise<void> {
  const mark = await trx
    .deleteFrom('meta')
    .where('key', '=', spellingsMark(jobId))
    .returning('key')
    .executeTakeFirst();
  if (mark === undefined) return;
  const rows = await trx
    .selectFrom('urls')
    .select(['n', 'url', 'state', 'outcome', 'reason', 'in_sitemap', 'canonical', 'redirect_to'])
    .where('job_id', '=', jobId)
    .orderBy('n')
    .execute();
  const first = new Map<string, number>();
  for (const { n, url } of rows) if (!first.has(urlIdentity(url))) first.set(urlIdentity(url), n);
  const others = rows.filter(({ n, url }) => first.get(urlIdentity(url)) !== n);
  const stale = rows.filter((row) => changes(row.url) || changes(row.canonical) || changes(row.redirect_to));
  await deleteOutput(trx, jobId, [...others, ...stale]);

  const row = (n: number) => trx.updateTable('urls').where('job_id', '=', jobId).where('n', '=', n);
  for (const { n } of others)
    await trx.deleteFrom('urls').where('job_id', '=', jobId).where('n', '=', n).execute();
  for (const { n, url, outcome } of stale) {
    if (first.get(urlIdentity(url)) !== n) continue;
    if (changes(url))
      await row(n)
        .set({ url: urlIdentity(url), request_url: url })
        .execute();
    if (outcome !== 'skipped')
      await row(n).set({ state: 'queued', outcome: null, reason: null, verified: 0 }).execute();
  }
  const linked = await trx
    .selectFrom('links')
    .select('to_url')
    .distinct()
    .where('job_id', '=', jobId)
    .execute();
  const renamed = linked.map(({ to_url }) => to_url).filter(changes);
  const pairs = JSON.stringify(renamed.map((url) => [url, urlIdentity(url)]));
  // The limit makes a table of the pairs, which SQLite indexes. Otherwise it reads them all for each link.
  await sql`
    update links set to_url = j.identity
    from (select value ->> 0 as spelling, value ->> 1 as identity from json_each(${pairs}) limit -1) as j
    where links.job_id = ${jobId} and links.to_url = j.spelling`.execute(trx);
}
