import { setImmediate } from 'node:timers/promises';
import type { Severity } from '@seo-live/protocol';
import { type Kysely, type SqlBool, sql } from 'kysely';
import { inBatches } from '../database/inBatches.ts';
import type { Database } from '../database/schema.ts';

/** A link to a URL with a redirect finding of an earlier version. Such a finding weighs on `from`. */
export interface RedirectLink {
  from: string;
  to: string;
}

/** A check that weighs on a page. */
export interface Weight {
  url: string;
  check: string;
  severity: Severity;
}

const BATCH = 2000;
/** Pages whose links are read in one query. */
const PAGES = 500;

const redirectChecks = ['redirect.chain', 'redirect.loop'];

/** Checks with findings on indexable pages that were read, once per page and severity, in order of page. */
export async function* weightsOnPages(db: Kysely<Database>, jobId: string): AsyncIterable<Weight> {
  const rows = inBatches<{ url: string; check_id: string; severity: Severity }>(
    (last) =>
      db
        .selectFrom('findings')
        .innerJoin('urls', (join) =>
          join.onRef('urls.job_id', '=', 'findings.job_id').onRef('urls.url', '=', 'findings.url'),
        )
        .select(['findings.url', 'findings.check_id', 'findings.severity'])
        .distinct()
        .where('findings.job_id', '=', jobId)
        .where('urls.indexable', '=', 1)
        .where('urls.outcome', '=', 'read')
        .$if(last !== null, (query) =>
          query.where(
            sql<SqlBool>`(findings.url, findings.check_id, findings.severity)
              > (${last?.url}, ${last?.check_id}, ${last?.severity})`,
          ),
        )
        .orderBy('findings.url')
        .orderBy('findings.check_id')
        .orderBy('findings.severity')
        .limit(BATCH)
        .execute(),
    BATCH,
  );
  for await (const row of rows) yield { url: row.url, check: row.check_id, severity: row.severity };
}

/** The redirects that findings of an earlier version name. Today they name the pages that link there. */
const namedRedirects = async (db: Kysely<Database>, jobId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('findings')
      .innerJoin('urls', (join) =>
        join.onRef('urls.job_id', '=', 'findings.job_id').onRef('urls.url', '=', 'findings.url'),
      )
      .select('findings.url')
      .distinct()
      .where('findings.job_id', '=', jobId)
      .where('check_id', 'in', redirectChecks)
      .where('urls.outcome', '=', 'redirected')
      .execute()
  ).map(({ url }) => url);

/** Findings that name no page. */
export const siteFindings = async (db: Kysely<Database>, jobId: string): Promise<Weight[]> =>
  db
    .selectFrom('findings')
    .select(['url', 'check_id as check', 'severity'])
    .distinct()
    .where('job_id', '=', jobId)
    .where('url', '=', '')
    .execute();

/** Links from indexable pages to URLs with a redirect finding, each once. Reads a slice of pages at a time. */
export async function* redirectLinks(db: Kysely<Database>, jobId: string): AsyncIterable<RedirectLink> {
  const named = await namedRedirects(db, jobId);
  if (named.length === 0) return;
  const end = await db
    .selectFrom('urls')
    .select(({ fn }) => fn.max('n').as('n'))
    .where('job_id', '=', jobId)
    .executeTakeFirst();
  for (let from = 0; from < Number(end?.n ?? 0); from += PAGES) {
    yield* await db
      .selectFrom('links')
      .innerJoin('urls', (join) =>
        join.onRef('urls.job_id', '=', 'links.job_id').onRef('urls.n', '=', 'links.from_n'),
      )
      .select(['urls.url as from', 'links.to_url as to'])
      .distinct()
      .where('links.job_id', '=', jobId)
      .where('links.from_n', '>', from)
      .where('links.from_n', '<=', from + PAGES)
      .where('urls.indexable', '=', 1)
      .where('urls.outcome', '=', 'read')
      .where(sql<SqlBool>`links.to_url in (select value from json_each(${JSON.stringify(named)}))`)
      .orderBy('links.from_n')
      .execute();
    await setImmediate();
  }
}
