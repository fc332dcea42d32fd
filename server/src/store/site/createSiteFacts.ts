import { type Kysely, type SqlBool, sql } from 'kysely';
import type { DuplicateKind, SiteFacts } from '../../site/siteFacts.ts';
import type { Database } from '../database/schema.ts';
import { robotsFiles } from '../frontier/robotsFiles.ts';

/** One request and two more tries. A server error counts only when all of them fail. */
const SERVER_ERROR_TRIES = 3;

/** Rows fetched at a time from the connection. */
const CHUNK = 500;
/** Redirects of the start page that are followed. */
const MAX_HOPS = 30;

const keyOf = { title: 'title_key', description: 'desc_key' } as const;

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
        .select(['url', 'status', 'redirect_to'])
        .where('outcome', '=', 'redirected')
        .where('redirect_to', 'is not', null)
        .orderBy('n')
        .stream(CHUNK);
      for await (const { url, status, redirect_to } of rows)
        yield { url, status: status ?? 0, to: redirect_to ?? '' };
    },

    linksToRedirects: () =>
      linksToTargets()
        .select(['source.url as from', 'target.url as to'])
        .distinct()
        .where('target.outcome', '=', 'redirected')
        .orderBy('links.from_n')
        .stream(CHUNK),

    async *serverErrors() {
      const rows = urls()
        .select(['url', 'status', 'attempts'])
        .where('outcome', '=', 'failed')
        .where('status', '>=', 500)
        .where('status', '<', 600)
        // One that is verified with one attempt was not asked again, because too many others had failed again.
        .where((eb) =>
          eb.or([eb('attempts', '>=', SERVER_ERROR_TRIES), eb('attempts', '=', 1).and('verified', '=', 1)]),
        )
        .orderBy('n')
        .stream(CHUNK);
      for await (const row of rows) yield { ...row, status: row.status ?? 0 };
    },

    requested: async () => {
      const { count } = await urls()
        .select(sql<number>`count(*)`.as('count'))
        .where('attempts', '>', 0)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async *withoutCanonical() {
      const rows = db
        .selectFrom((from) =>
          from
            .selectFrom('urls')
            .select([
              'n',
              'url',
              'no_canonical',
              sameText.as('text'),
              sql<number>`count(*) over (partition by ${sameText})`.as('total'),
            ])
            .where('job_id', '=', jobId)
            .where('indexable', '=', 1)
            .as('pages'),
        )
        .select(['url', 'text', 'total'])
        .where('no_canonical', '=', 1)
        .orderBy('n')
        .stream(CHUNK);
      for await (const { url, text, total } of rows)
        yield { url, sharesText: text !== null && Number(total) > 1 };
    },

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
        .select([
          'source.url as from',
          'target.url as to',
          'target.status',
          'target.attempts',
          'links.anchor',
          'links.selector',
        ])
        .where(failed)
        .orderBy('links.from_n')
        .orderBy('links.position')
        .stream(CHUNK);
      for await (const row of rows) yield { ...row, status: row.status ?? 0 };
    },

    async *needCookies() {
      const rows = urls()
        .select(['url', 'without_cookies'])
        .where('without_cookies', 'is not', null)
        .orderBy('n')
        .stream(CHUNK);
      for await (const { url, without_cookies } of rows) yield { url, status: without_cookies ?? 0 };
    },

    async *linksThatNeedCookies() {
      const rows = linksToTargets()
        .select(['source.url as from', 'target.url as to', 'target.without_cookies as status'])
        .distinct()
        .where('target.without_cookies', 'is not', null)
        .whereRef('links.from_n', '<>', 'target.n')
        .orderBy('links.from_n')
        .stream(CHUNK);
      for await (const row of rows) yield { ...row, status: row.status ?? 0 };
    },

    robotsFiles: () => robotsFiles(db, jobId),

    async startPage() {
      let row = await urls().select(['url', 'redirect_to']).orderBy('n').limit(1).executeTakeFirst();
      for (let hop = 0; row !== undefined && row.redirect_to !== null && hop < MAX_HOPS; hop++)
        row = await urls()
          .select(['url', 'redirect_to'])
          .where('url', '=', row.redirect_to)
          .executeTakeFirst();
      return row?.url ?? null;
    },

    async *requestUrls() {
      const rows = urls()
        .select(['url', 'request_url'])
        .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '<>', 'redirected')]))
        .orderBy('n')
        .stream(CHUNK);
      for await (const { url, request_url } of rows) yield request_url ?? url;
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

/** Words from which on two texts that are equal are called the same text. */
const SAME_TEXT_WORDS = 50;

/** The hash of a text that is long enough to be called the same as another. */
const sameText = sql<string | null>`case when words >= ${sql.lit(SAME_TEXT_WORDS)} then text_hash end`;

/** Counts the groups with a window function, so that only pages of groups are read. */
async function* duplicates(db: Kysely<Database>, jobId: string, kind: DuplicateKind) {
  const key = kind === 'text' ? sameText : sql.ref<string | null>(keyOf[kind]);
  const rows = db
    .selectFrom((from) =>
      from
        .selectFrom('urls')
        .select([
          'n',
          'url',
          'lang',
          key.as('key'),
          sameText.as('text'),
          sql<number>`count(*) over (partition by ${key})`.as('total'),
        ])
        .where('job_id', '=', jobId)
        .where(key, 'is not', null)
        .where('indexable', '=', 1)
        .as('pages'),
    )
    .select(['key', 'lang', 'url', 'text'])
    .where('total', '>', 1)
    .orderBy('key')
    .orderBy('n')
    .stream(CHUNK);
  for await (const { key: shared, lang, url, text } of rows)
    yield { key: shared ?? '', lang, url, textHash: text };
}
