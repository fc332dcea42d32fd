import { type Kysely, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { bytesOfFinding, bytesOfLink, bytesOfUrl } from './boundPage.ts';

interface StoredBytes {
  /** Bytes of the database that a job fills, approximately. */
  all: number;
  /** Those of URLs that are listed but not read. */
  skipped: number;
}

/** Counts with the same weights as the pages are counted when they are written. */
export async function countBytes(db: Kysely<Database>, jobId: string): Promise<StoredBytes> {
  const [rowOfUrl, perUrl] = [bytesOfUrl(0, 0), bytesOfUrl(1, 0) - bytesOfUrl(0, 0)];
  const { rows } = await sql<StoredBytes>`
    with u as (
      select outcome, ${sql.lit(rowOfUrl)} + ${sql.lit(perUrl)} * octet_length(url)
        + coalesce(octet_length(request_url), 0) as bytes
      from urls where job_id = ${jobId}
    )
    select
      coalesce((select sum(bytes) from u), 0)
      + coalesce((select sum(${sql.lit(bytesOfLink(0))} + octet_length(to_url) + octet_length(anchor) + octet_length(selector))
          from links where job_id = ${jobId}), 0)
      + coalesce((select sum(${sql.lit(bytesOfFinding({ page: 0, locator: 0, evidence: 0 }))}
          + 4 * octet_length(url) + 3 * octet_length(locator) + octet_length(evidence))
          from findings where job_id = ${jobId}), 0) as "all",
      coalesce((select sum(bytes) from u where outcome = 'skipped'), 0) as skipped`.execute(db);
  return rows[0] ?? { all: 0, skipped: 0 };
}
