import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { FoundUrl, VisitRecord } from '../../crawl/ports/frontierStore.ts';
import type { Database } from '../database/schema.ts';
import { visitColumns, visitRow } from './visitRow.ts';

type Trx = Transaction<Database>;
type Severity = Database['findings']['severity'];

/** What is known of a URL before it is recorded. */
export interface KnownUrl {
  n: number;
  url: string;
  state: string;
  outcome: string | null;
  reason: string | null;
  in_sitemap: number;
}

/** Many rows travel as one JSON parameter: one statement a batch, whatever its size. */
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
  found: (FoundUrl & { n: number })[],
): Promise<void> {
  if (found.length === 0) return;
  const values = found.map((f) => [
    f.n,
    f.url,
    f.depth,
    f.source,
    f.inSitemap ? 1 : 0,
    f.skip ? 'done' : 'queued',
    f.skip ? 'skipped' : null,
    f.skip ?? null,
  ]);
  await sql`
    insert into urls (job_id, attempts, n, url, depth, source, in_sitemap, state, outcome, reason)
    select ${jobId}, 0, ${cells(8)} from ${rows(values)} as j`.execute(trx);
}

export async function markInSitemap(trx: Trx, jobId: string, ns: number[]): Promise<void> {
  if (ns.length === 0) return;
  await sql`
    update urls set in_sitemap = 1
    where job_id = ${jobId} and n in (select value from ${rows(ns)})`.execute(trx);
}

const assignments = sql.join(visitColumns.map((name, i) => sql`${sql.ref(name)} = ${cell(i + 1)}`));

export async function updateVisited(
  trx: Trx,
  jobId: string,
  batch: { n: number; record: VisitRecord }[],
  readAt: string,
): Promise<void> {
  const values = batch.map(({ n, record }) => [n, ...visitRow(record)]);
  // Without the list of numbers SQLite goes through every URL of the job and looks each up in the batch.
  await sql`
    update urls set verified = (urls.state = 'done' and urls.outcome <> 'skipped'), state = 'done', reason = null,
      read_at = ${readAt}, ${assignments}
    from ${rows(values)} as j
    where urls.job_id = ${jobId} and urls.n = ${cell(0)}
      and urls.n in (select value from ${rows(batch.map(({ n }) => n))})`.execute(trx);
}

export async function insertLinks(
  trx: Trx,
  jobId: string,
  batch: { n: number; record: VisitRecord }[],
): Promise<void> {
  const values: unknown[] = [];
  for (const { n, record } of batch) {
    record.visit.facts?.links.forEach((link, position) => {
      if (link.url) values.push([n, position, link.url, link.text, link.selector, link.nofollow ? 1 : 0]);
    });
  }
  if (values.length === 0) return;
  await sql`
    insert into links (job_id, from_n, position, to_url, anchor, selector, nofollow)
    select ${jobId}, ${cells(6)} from ${rows(values)} as j`.execute(trx);
}

/** Answers with the severity of each row that is new: one page names the same thing once. */
export async function insertPageFindings(trx: Trx, jobId: string, batch: VisitRecord[]): Promise<Severity[]> {
  const values = batch.flatMap(({ findings }) =>
    findings.map((f) => [f.check, f.url ?? '', f.locator, f.severity, JSON.stringify(f.evidence)]),
  );
  if (values.length === 0) return [];
  const { rows: added } = await sql<{ severity: Severity }>`
    insert into findings (job_id, scope, check_id, url, locator, severity, evidence)
    select ${jobId}, 'page', ${cells(5)} from ${rows(values)} as j where true
    on conflict do nothing returning severity`.execute(trx);
  return added.map(({ severity }) => severity);
}

/** Takes back what earlier visits of these URLs wrote; answers with the severities that went. */
export async function deleteOutput(trx: Trx, jobId: string, known: KnownUrl[]): Promise<Severity[]> {
  if (known.length === 0) return [];
  await sql`
    delete from links
    where job_id = ${jobId} and from_n in (select value from ${rows(known.map(({ n }) => n))})`.execute(trx);
  const { rows: gone } = await sql<{ severity: Severity }>`
    delete from findings
    where job_id = ${jobId} and scope = 'page' and url in (select value from ${rows(known.map(({ url }) => url))})
    returning severity`.execute(trx);
  return gone.map(({ severity }) => severity);
}

/** Lets the first `count` URLs that the page limit kept out in after all. Answers with how many there were. */
export async function admitOverLimit(trx: Trx, jobId: string, count: number): Promise<number> {
  const { rows: admitted } = await sql`
    update urls set state = 'queued', outcome = null, reason = null
    where job_id = ${jobId} and n in (
      select n from urls where job_id = ${jobId} and reason = 'limit' order by n limit ${count})
    returning n`.execute(trx);
  return admitted.length;
}
