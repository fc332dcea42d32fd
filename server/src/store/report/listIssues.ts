import {
  type Evidence,
  type Finding,
  type IssueList,
  type IssueQuery,
  type Severity,
  severities,
} from '@seo-live/protocol';
import { type Kysely, type SqlBool, sql } from 'kysely';
import { inBatches } from '../database/inBatches.ts';
import type { Database } from '../database/schema.ts';
import { InvalidCursor, listLimit, readCursor, writeCursor } from './listCursor.ts';

const BATCH = 1000;

const rowNumber = sql<number>`rowid`;

interface IssueRow {
  row_number: number;
  check_id: string;
  url: string;
  locator: string;
  severity: Severity;
  evidence: string;
}

type Filter = Pick<IssueQuery, 'check' | 'severity' | 'url'>;

const filtered = (db: Kysely<Database>, jobId: string, { check, url }: Filter, severity: Severity) =>
  db
    .selectFrom('findings')
    .where('job_id', '=', jobId)
    .where('severity', '=', severity)
    .$if(check !== undefined, (query) => query.where('check_id', '=', check ?? ''))
    .$if(url !== undefined, (query) => query.where('url', '=', url ?? ''));

/** Up to `limit` rows of one severity after `last`, in the order of the index findings_by_severity. */
const rowsAfter = (
  db: Kysely<Database>,
  jobId: string,
  filter: Filter,
  severity: Severity,
  last: readonly [string, string, string] | null,
  limit: number,
): Promise<IssueRow[]> =>
  filtered(db, jobId, filter, severity)
    .select(['check_id', 'url', 'locator', 'severity', 'evidence', rowNumber.as('row_number')])
    .$if(last !== null, (query) =>
      query.where(sql<SqlBool>`(check_id, url, locator) > (${sql.join([...(last ?? [])])})`),
    )
    .orderBy('check_id')
    .orderBy('url')
    .orderBy('locator')
    .limit(limit)
    .execute();

/** The last row of the page before. Its number is short, its values may be long. */
async function rowOf(db: Kysely<Database>, jobId: string, [number]: (string | number | null)[]) {
  const row = await db
    .selectFrom('findings')
    .select(['check_id', 'url', 'locator', 'severity'])
    .where('job_id', '=', jobId)
    .where(rowNumber, '=', Number(number))
    .executeTakeFirst();
  if (row === undefined) throw new InvalidCursor();
  return row;
}

/** Worst severity first, then by check, page and locator. */
export async function listIssues(
  db: Kysely<Database>,
  jobId: string,
  { cursor, limit, ...filter }: IssueQuery,
): Promise<IssueList> {
  const rowLimit = listLimit(limit);
  const list = JSON.stringify(['issues', jobId, filter.check, filter.severity, filter.url]);
  const from = cursor === undefined ? null : await rowOf(db, jobId, readCursor(list, cursor, 1));
  const chosen = severities.filter((severity) => !filter.severity || severity === filter.severity);
  const names: readonly string[] = chosen;
  const first = from ? names.indexOf(from.severity) : 0;
  const rows: IssueRow[] = [];
  for (const severity of chosen.slice(Math.max(0, first))) {
    const last =
      from && severity === from.severity ? ([from.check_id, from.url, from.locator] as const) : null;
    rows.push(...(await rowsAfter(db, jobId, filter, severity, last, rowLimit + 1 - rows.length)));
    if (rows.length > rowLimit) break;
  }
  let total = 0;
  for (const severity of chosen)
    total += Number(
      (
        await filtered(db, jobId, filter, severity)
          .select(sql<number>`count(*)`.as('count'))
          .executeTakeFirst()
      )?.count,
    );
  const shown = rows.slice(0, rowLimit);
  const end = shown.at(-1);
  return {
    findings: shown.map(toFinding),
    total,
    cursor: rows.length > rowLimit && end ? writeCursor(list, [end.row_number]) : null,
  };
}

export async function* allFindings(db: Kysely<Database>, jobId: string): AsyncIterable<Finding> {
  for (const severity of severities) {
    const rows = inBatches<IssueRow>(
      (last) => rowsAfter(db, jobId, {}, severity, last && [last.check_id, last.url, last.locator], BATCH),
      BATCH,
    );
    for await (const row of rows) yield toFinding(row);
  }
}

const toFinding = (row: IssueRow): Finding => ({
  check: row.check_id,
  severity: row.severity,
  url: row.url === '' ? null : row.url,
  locator: row.locator,
  // This server wrote it from a value of this type.
  evidence: JSON.parse(row.evidence) as Evidence,
});
