import { type Kysely, type SqlBool, sql } from 'kysely';
import type { DuplicateKind, SiteFacts } from '../../site/siteFacts.ts';
import type { Database } from '../database/schema.ts';

/** Rows fetched at a time from the connection. */
const CHUNK = 500;

const keyOf = { title: 'title_key', description: 'desc_key', text: 'text_hash' } as const;

/**
 * Reads one job for the site checks. It needs a connection of its own, because it blocks the connection
 * while it reads.
 */
export const createSiteFacts = (db: Kysely<Database>, jobId: string): SiteFacts => {
  const urls = () => db.selectFrom('urls').where('urls.job_id', '=', jobId);

  const failed = sql<SqlBool>`target.outcome = 'failed' and target.status >= 400`;

  const linksToTargets = () =>
    db
      .selectFrom('links')
      .innerJoin('urls as target', (join) =>
        join.onRef('target.job_id', '=', 'links.job_id').onRef('target.url', '=', 'links.to_url'),
      )
      .innerJoin('urls as source', (join) =>
        join.onRef('source.job_id', '=', 'links.job_id').onRef('source.n', '=', 'links.from_n'),
      )
      .where('links.job_id', '=', jobId);

  return {
    duplicates: (kind) => duplicates(db, jobId, kind),

    async *redirects() {
      const rows = urls()
        .select(['url', 'status', 'redirect_to', 'source', 'in_sitemap'])
        .where('outcome', '=', 'redirected')
        .where('redirect_to', 'is not', null)
        .orderBy('n')
        .stream(CHUNK);
      for await (const { url, status, redirect_to, source, in_sitemap } of rows)
        yield {
          url,
          status: status ?? 0,
          to: redirect_to ?? '',
          named: in_sitemap === 1 || source === 'start' || source === 'canonical',
        };
    },

    linksToRedirects: () =>
      linksToTargets()
        .select(['source.url as from', 'target.url as to'])
        .distinct()
        .where('target.outcome', '=', 'redirected')
        .orderBy('links.from_n')
        .stream(CHUNK),

    statusOf: async (url) =>
      (await urls().select('status').where('url', '=', url).executeTakeFirst())?.status ?? null,

    async *canonicalsToErrors() {
      const rows = urls()
        .innerJoin('urls as target', (join) =>
          join.onRef('target.job_id', '=', 'urls.job_id').onRef('target.url', '=', 'urls.canonical'),
        )
        .select(['urls.url', 'target.url as target', 'target.status'])
        .where('urls.status', '=', 200)
        .where('urls.self_canonical', '=', 0)
        .where(failed)
        .orderBy('urls.n')
        .stream(CHUNK);
      for await (const row of rows) yield { ...row, status: row.status ?? 0 };
    },

    async *brokenLinks() {
      const rows = linksToTargets()
        .select(['source.url as from', 'target.url as to', 'target.status', 'links.anchor', 'links.selector'])
        .where(failed)
        .orderBy('links.from_n')
        .orderBy('links.position')
        .stream(CHUNK);
      for await (const row of rows) yield { ...row, status: row.status ?? 0 };
    },

    sitemapProblems: () =>
      db
        .selectFrom('sitemap_problems')
        .select(['url', 'kind', 'detail', 'line'])
        .where('job_id', '=', jobId)
        .orderBy('url')
        .stream(CHUNK),

    async *linksIn() {
      const rows = linksToTargets()
        .select(['target.n', sql<number>`count(distinct links.from_n)`.as('pages')])
        .whereRef('links.from_n', '<>', 'target.n')
        .groupBy('target.n')
        .stream(CHUNK);
      for await (const { n, pages } of rows) yield [n, Number(pages)];
    },
  };
};

/** Counts the groups with a window function, so that every row has the size of its group. */
async function* duplicates(db: Kysely<Database>, jobId: string, kind: DuplicateKind) {
  const key = sql.ref<string>(keyOf[kind]);
  const lang = kind === 'text' ? sql<string>`''` : sql<string>`lower(coalesce(lang, ''))`;
  const rows = db
    .selectFrom((from) =>
      from
        .selectFrom('urls')
        .select([
          'n',
          'url',
          key.as('key'),
          lang.as('lang'),
          sql<number>`count(*) over (partition by ${key}, ${lang})`.as('total'),
        ])
        .where('job_id', '=', jobId)
        .where(key, 'is not', null)
        .where('indexable', '=', 1)
        .$if(kind === 'text', (query) => query.where('words', '>', 0))
        .as('pages'),
    )
    .select(['key', 'lang', 'url', 'total'])
    .where('total', '>', 1)
    .orderBy('key')
    .orderBy('lang')
    .orderBy('n')
    .stream(CHUNK);
  for await (const row of rows) yield { ...row, total: Number(row.total) };
}
