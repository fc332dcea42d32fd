import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { FoundUrl, VisitRecord } from '../../crawl/ports/frontierStore.ts';
import type { Database } from '../database/schema.ts';
import type { KeptEvidence } from '../jobs/createKeptEvidence.ts';
import { visitColumns, visitRow } from './visitRow.ts';

type Trx = Transaction<Database>;
type Severity = Database['findings']['severity'];

/** The row of a URL before a visit is recorded. `n` is its number in the job. */
export interface KnownUrl {
  n: number;
  url: string;
  state: string;
  outcome: string | null;
  reason: string | null;
  in_sitemap: number;
}

/** Passes many rows as one JSON parameter, so that a batch of any size is one statement. */
const rows = (values: unknown): RawBuilder<unknown> => sql`json_each(${JSON.stringify(values)})`;
const cell = (index: number): RawBuilder<unknown> => sql`j.value ->> ${sql.lit(index)}`;
const cells = (count: number): RawBuilder<unknown> =>
  sql.join(Array.from({ length: count }, (_, i) => cell(i)));

export async function selectKnown(trx: Trx, jobId: string, urls: string[]): Promise<KnownUrl[]> {
  if (urls.length === 0) return [];
  const { rows: known } = await sql<KnownUrl>`
    select n, url, state, outcome, reason, in_sitemap from urls
    where job_id = ${jobId} and url in (select value from ${rows(urls)})`.execute(trx);
  return known;
}

export async function insertUrls(
  trx: Trx,
  jobId: string,
  found: (FoundUrl & { urlNumber: number })[],
): Promise<void> {
  if (found.length === 0) return;
  const values = found.map((f) => [
    f.urlNumber,
    f.url,
    f.requestUrl ?? null,
    f.depth,
    f.source,
    f.inSitemap ? 1 : 0,
    f.skip ? 'done' : 'queued',
    f.skip ? 'skipped' : null,
    f.skip ?? null,
  ]);
  await sql`
    insert into urls (job_id, attempts, n, url, request_url, depth, source, in_sitemap, state, outcome, reason)
    select ${jobId}, 0, ${cells(9)} from ${rows(values)} as j`.execute(trx);
}

export async function markInSitemap(trx: Trx, jobId: string, urlNumbers: number[]): Promise<void> {
  if (urlNumbers.length === 0) return;
  await sql`
    update urls set in_sitemap = 1
    where job_id = ${jobId} and n in (select value from ${rows(urlNumbers)})`.execute(trx);
}

/** A visit with the number of its URL. */
interface NumberedRecord {
  urlNumber: number;
  record: VisitRecord;
}

const assignments = sql.join(visitColumns.map((name, i) => sql`${sql.ref(name)} = ${cell(i + 1)}`));

export async function updateVisited(
  trx: Trx,
  jobId: string,
  batch: NumberedRecord[],
  readAt: string,
): Promise<void> {
  const values = batch.map(({ urlNumber, record }) => [urlNumber, ...visitRow(record)]);
  // Without this list of numbers, SQLite looks up every URL of the job in the batch.
  await sql`
    update urls set verified = (urls.state = 'done' and urls.outcome <> 'skipped'), state = 'done', read_at = ${readAt}, ${assignments}
    from ${rows(values)} as j
    where urls.job_id = ${jobId} and urls.n = ${cell(0)}
      and urls.n in (select value from ${rows(batch.map(({ urlNumber }) => urlNumber))})`.execute(trx);
}

export async function insertLinks(trx: Trx, jobId: string, batch: NumberedRecord[]): Promise<void> {
  const values: unknown[] = [];
  for (const { urlNumber, record } of batch) {
    record.visit.facts?.links.forEach((link, position) => {
      if (!link.url) return;
      values.push([urlNumber, position, link.url, link.text, link.selector, link.nofollow ? 1 : 0]);
    });
  }
  if (values.length === 0) return;
  await sql`
    insert into links (job_id, from_n, position, to_url, anchor, selector, nofollow)
    select ${jobId}, ${cells(6)} from ${rows(values)} as j`.execute(trx);
}

/** Returns the severity of each inserted row. A finding that exists already is not inserted again. */
export async function insertPageFindings(
  trx: Trx,
  jobId: string,
  batch: VisitRecord[],
  evidence: KeptEvidence,
): Promise<Severity[]> {
  const values = batch.flatMap(({ findings }) =>
    findings.map((f) => [
      f.check,
      f.url ?? '',
      f.locator,
      f.severity,
      evidence.take(f.check) ? JSON.stringify(f.evidence) : '{}',
    ]),
  );
  if (values.length === 0) return [];
  const { rows: added } = await sql<{ severity: Severity }>`
    insert into findings (job_id, scope, check_id, url, locator, severity, evidence)
    select ${jobId}, 'page', ${cells(5)} from ${rows(values)} as j where true
    on conflict do nothing returning severity`.execute(trx);
  return added.map(({ severity }) => severity);
}

/** Deletes links and findings of earlier visits of these URLs. Returns the severity of each deleted finding. */
export async function deleteOutput(trx: Trx, jobId: string, known: KnownUrl[]): Promise<Severity[]> {
  if (known.length === 0) return [];
  await sql`
    delete from links
    where job_id = ${jobId} and from_n in (select value from ${rows(known.map(({ n }) => n))})`.execute(trx);
  const { rows: deleted } = await sql<{ severity: Severity }>`
    delete from findings
    where job_id = ${jobId} and scope = 'page' and url in (select value from ${rows(known.map(({ url }) => url))})
    returning severity`.execute(trx);
  return deleted.map(({ severity }) => severity);
}

export async function skipQueued(trx: Trx, jobId: string, urlNumber: number, reason: string): Promise<void> {
  await trx
    .updateTable('urls')
    .set({ state: 'done', outcome: 'skipped', reason })
    .where('job_id', '=', jobId)
    .where('n', '=', urlNumber)
    .execute();
}

/** Queues the first `count` URLs that were skipped for the page limit. Returns how many there were. */
export async function admitOverLimit(trx: Trx, jobId: string, count: number): Promise<number> {
  const { rows: admitted } = await sql`
    update urls set state = 'queued', outcome = null, reason = null
    where job_id = ${jobId} and n in (
      select n from urls where job_id = ${jobId} and reason = 'limit' order by n limit ${count})
    returning n`.execute(trx);
  return admitted.length;
}

/** Skips the queued URLs for a limit, except those that are being read. Returns how many there were. */
export async function skipAllQueued(trx: Trx, jobId: string, except: number[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update urls set state = 'done', outcome = 'skipped', reason = 'limit'
    where job_id = ${jobId} and state = 'queued' and n not in (select value from ${rows(except)})`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0);
}
