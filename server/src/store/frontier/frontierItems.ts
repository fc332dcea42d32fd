import { pageFailures } from '@seo-live/protocol';
import type { Kysely } from 'kysely';
import type { FailedItem, FrontierItem } from '../../crawl/ports/frontierStore.ts';
import { urlsInLoops } from '../../shared/urlsInLoops.ts';
import type { Database } from '../database/schema.ts';

type ItemRow = Pick<Database['urls'], 'url' | 'request_url' | 'depth' | 'source' | 'in_sitemap'>;

export const itemColumns = ['url', 'request_url', 'depth', 'source', 'in_sitemap'] as const;

export const toItem = (row: ItemRow): FrontierItem => ({
  url: row.url,
  ...(row.request_url === null ? {} : { requestUrl: row.request_url }),
  depth: row.depth,
  source: row.source as FrontierItem['source'],
  inSitemap: row.in_sitemap === 1,
});

/** Recorded once with this outcome. */
const unverified = (db: Kysely<Database>, jobId: string, outcome: 'failed' | 'redirected') =>
  db
    .selectFrom('urls')
    .where('job_id', '=', jobId)
    .where('state', '=', 'done')
    .where('outcome', '=', outcome)
    .where('verified', '=', 0)
    .orderBy('n');

export async function failedItems(db: Kysely<Database>, jobId: string): Promise<FailedItem[]> {
  const rows = await unverified(db, jobId, 'failed')
    .select([...itemColumns, 'status', 'reason', 'content_type', 'response_ms', 'bytes'])
    // Reading it again would take as long.
    .where((eb) => eb.or([eb('reason', 'is', null), eb('reason', '<>', 'unreadable')]))
    .execute();
  return rows.map((row) => ({
    ...toItem(row),
    status: row.status,
    failure: pageFailures.find((known) => known === row.reason) ?? null,
    contentType: row.content_type,
    responseMs: row.response_ms ?? 0,
    bytes: row.bytes ?? 0,
  }));
}

export async function itemsInLoops(db: Kysely<Database>, jobId: string): Promise<FrontierItem[]> {
  const redirects = await db
    .selectFrom('urls')
    .select(['url', 'redirect_to'])
    .where('job_id', '=', jobId)
    .where('outcome', '=', 'redirected')
    .execute();
  const inLoops = urlsInLoops(new Map(redirects.map(({ url, redirect_to }) => [url, redirect_to ?? ''])));
  if (inLoops.size === 0) return [];
  const rows = await unverified(db, jobId, 'redirected').select(itemColumns).execute();
  return rows.filter(({ url }) => inLoops.has(url)).map(toItem);
}
