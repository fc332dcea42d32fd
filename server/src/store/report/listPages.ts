import {
  noIssues,
  type PageList,
  type PageQuery,
  type PageRow,
  type PageSort,
  pageOutcomes,
  type Severity,
  type SeverityCounts,
} from '@seo-live/protocol';
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { inBatches } from '../database/inBatches.ts';
import type { Database } from '../database/schema.ts';
import { InvalidCursor, listLimit, readCursor, writeCursor } from './listCursor.ts';

const BATCH = 500;

interface UrlRow {
  n: number;
  url: string;
  outcome: string;
  reason: string | null;
  status: number | null;
  title: string | null;
  words: number | null;
  depth: number;
  links_in: number | null;
  response_ms: number | null;
  indexable: number | null;
  noindex: number | null;
  sort_value: string | number | null;
}

/** Number that sorts pages by their findings, worst severity first. Correct up to 999 findings per severity. */
const issueWeight = (jobId: string) => sql`(
  select sum(case severity when 'critical' then 1000000000000 when 'high' then 1000000000
    when 'medium' then 1000000 when 'low' then 1000 else 1 end)
  from findings where findings.job_id = ${jobId} and findings.url = urls.url)`;

const sortValue = (jobId: string, sort: PageSort | undefined): RawBuilder<unknown> => {
  if (sort === undefined) return sql`n`;
  return sort === 'issues' ? sql`coalesce(${issueWeight(jobId)}, 0)` : sql.ref(sort);
};

const likePattern = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** A URL without an outcome was not read, because the scan was cancelled. It counts as skipped. */
const outcome = sql<string>`coalesce(outcome, 'skipped')`;

const filtered = (db: Kysely<Database>, jobId: string, query: PageQuery) =>
  db
    .selectFrom('urls')
    .where('job_id', '=', jobId)
    .$if(query.outcome !== undefined, (rows) => rows.where(outcome, '=', query.outcome ?? ''))
    .$if(Boolean(query.text), (rows) => {
      const text = query.text ?? '';
      return rows.where(
        sql<SqlBool>`(lower(url) like ${likePattern(text)} escape '\\'
          or lower(title) like ${likePattern(text)} escape '\\'
          or lower(url) like ${likePattern(encodeURI(text))} escape '\\')`,
      );
    });

const columns = [
  'n',
  'url',
  'reason',
  'status',
  'title',
  'words',
  'depth',
  'links_in',
  'response_ms',
  'indexable',
  'noindex',
] as const;

/** Rows without a value in the sorted column come last in both directions. */
export async function listPages(db: Kysely<Database>, jobId: string, query: PageQuery): Promise<PageList> {
  const limit = listLimit(query.limit);
  const descending = query.descending ?? false;
  const list = JSON.stringify(['pages', jobId, query.text, query.outcome, query.sort, descending]);
  const value = sortValue(jobId, query.sort);
  const from = query.cursor === undefined ? null : await rowOf(readCursor(list, query.cursor, 1));
  /** The last row of the page before. Its number is short, its values may be long. */
  async function rowOf([urlNumber]: (string | number | null)[]) {
    const row = await db
      .selectFrom('urls')
      .select(['n', value.$castTo<UrlRow['sort_value']>().as('sort_value')])
      .where('job_id', '=', jobId)
      .where('n', '=', Number(urlNumber))
      .executeTakeFirst();
    if (row === undefined) throw new InvalidCursor();
    return row;
  }
  const direction = descending ? sql`desc` : sql`asc`;
  const isAfter = descending ? sql`<` : sql`>`;
  const after = (last: unknown, urlNumber: unknown) =>
    last === null
      ? sql<SqlBool>`${value} is null and n > ${urlNumber}`
      : sql<SqlBool>`(${value} ${isAfter} ${last} or (${value} = ${last} and n > ${urlNumber}) or ${value} is null)`;
  const rows: UrlRow[] = await filtered(db, jobId, query)
    .select([...columns, outcome.as('outcome'), value.$castTo<UrlRow['sort_value']>().as('sort_value')])
    .$if(from !== null, (rows) => rows.where(after(from?.sort_value ?? null, from?.n ?? 0)))
    .orderBy(sql`${value} is null`)
    .orderBy(sql`${value} ${direction}`)
    .orderBy('n')
    .limit(limit + 1)
    .execute();
  const total = await filtered(db, jobId, query).select(sql<number>`count(*)`.as('count')).executeTakeFirst();
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    pages: await withIssues(db, jobId, shown),
    total: Number(total?.count ?? 0),
    cursor: rows.length > limit && end ? writeCursor(list, [end.n]) : null,
  };
}

export async function* allPages(db: Kysely<Database>, jobId: string): AsyncIterable<PageRow> {
  const rows: UrlRow[] = [];
  const flush = () => withIssues(db, jobId, rows.splice(0));
  const batches = inBatches<UrlRow>(
    (last) =>
      filtered(db, jobId, {})
        .select([...columns, outcome.as('outcome'), sql<null>`null`.as('sort_value')])
        .where('n', '>', last?.n ?? 0)
        .orderBy('n')
        .limit(BATCH)
        .execute(),
    BATCH,
  );
  for await (const row of batches) {
    rows.push(row);
    if (rows.length === BATCH) yield* await flush();
  }
  yield* await flush();
}

async function withIssues(db: Kysely<Database>, jobId: string, rows: UrlRow[]): Promise<PageRow[]> {
  const counts = new Map<string, SeverityCounts>(rows.map(({ url }) => [url, noIssues()]));
  const { rows: counted } = await sql<{ url: string; severity: Severity; count: number }>`
    select url, severity, count(*) as count from findings
    where job_id = ${jobId} and url in (select value from json_each(${JSON.stringify([...counts.keys()])}))
    group by url, severity`.execute(db);
  for (const { url, severity, count } of counted) {
    const issues = counts.get(url);
    if (issues) issues[severity] = Number(count);
  }
  return rows.map((row) => ({
    url: row.url,
    outcome: pageOutcomes.find((known) => known === row.outcome) ?? 'other',
    reason: row.outcome === 'skipped' ? (row.reason ?? 'other') : row.reason,
    status: row.status,
    title: row.title,
    words: row.words,
    depth: row.depth,
    links_in: row.links_in,
    response_ms: row.response_ms,
    indexable: row.indexable === null ? null : row.indexable === 1,
    noindex: row.noindex === null ? null : row.noindex === 1,
    issues: counts.get(row.url) ?? noIssues(),
  }));
}
