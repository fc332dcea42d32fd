import { type Severity, severities } from '@seo-live/protocol';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

export interface CheckTotals {
  check: string;
  /** The worst severity of its findings. */
  severity: Severity;
  findings: number;
  /** Different URLs it names. */
  pages: number;
}

export interface ReportTotals {
  /** HTML pages that were read. */
  read: number;
  /** Pages that were read and are indexable. */
  indexable: number;
  /** Pages that were read and have a noindex directive. */
  noindex: number;
  statuses: Record<string, number>;
  depths: Record<string, number>;
  checks: CheckTotals[];
}

/** Counts pages and findings of a job from its rows. */
export async function readTotals(db: Kysely<Database>, jobId: string): Promise<ReportTotals> {
  const urls = () => db.selectFrom('urls').where('job_id', '=', jobId);
  const count = sql<number>`count(*)`.as('count');
  const read = await urls()
    .select([
      count,
      sql<number>`coalesce(sum(indexable), 0)`.as('indexable'),
      sql<number>`coalesce(sum(noindex), 0)`.as('noindex'),
    ])
    .where('outcome', '=', 'read')
    .executeTakeFirstOrThrow();
  const statuses = await urls()
    .select(['status', count])
    .where('status', 'is not', null)
    .groupBy('status')
    .execute();
  const depths = await urls()
    .select(['depth', count])
    .where('outcome', '=', 'read')
    .groupBy('depth')
    .execute();
  return {
    read: Number(read.count),
    indexable: Number(read.indexable),
    noindex: Number(read.noindex),
    statuses: Object.fromEntries(statuses.map((row) => [String(row.status), Number(row.count)])),
    depths: Object.fromEntries(depths.map((row) => [String(row.depth), Number(row.count)])),
    checks: await checkTotals(db, jobId),
  };
}

async function checkTotals(db: Kysely<Database>, jobId: string): Promise<CheckTotals[]> {
  const rows = await db
    .selectFrom('findings')
    .select([
      'check_id',
      'severity',
      sql<number>`count(*)`.as('findings'),
      sql<number>`count(distinct nullif(url, ''))`.as('pages'),
    ])
    .where('job_id', '=', jobId)
    .groupBy(['check_id', 'severity'])
    .execute();
  const checks = new Map<string, CheckTotals>();
  for (const row of rows) {
    const known = checks.get(row.check_id);
    checks.set(row.check_id, {
      check: row.check_id,
      severity: worse(row.severity, known?.severity),
      findings: Number(row.findings) + (known?.findings ?? 0),
      pages: Number(row.pages) + (known?.pages ?? 0),
    });
  }
  return [...checks.values()];
}

const worse = (a: Severity, b: Severity | undefined): Severity =>
  b !== undefined && severities.indexOf(b) < severities.indexOf(a) ? b : a;
