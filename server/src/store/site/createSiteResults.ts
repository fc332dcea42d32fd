import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { SiteResults } from '../../site/siteFacts.ts';
import type { Store } from '../database/openStore.ts';
import { bytesOfStored, OVERHEAD } from '../frontier/boundPage.ts';
import { countBytes } from '../frontier/countBytes.ts';
import { addLimits } from '../frontier/crawlNotes.ts';
import type { SpaceLimits } from '../frontier/createSpace.ts';
import { createKeptEvidence } from '../jobs/createKeptEvidence.ts';

/** Rows per transaction, so that sockets and other scans do not wait long for it. */
const AT_ONCE = 1000;

/** Writes the results of the analysis of a job. */
export function createSiteResults(store: Store, limits: Pick<SpaceLimits, 'maxBytes'> = {}): SiteResults {
  const { db } = store;
  const { maxBytes = Number.POSITIVE_INFINITY } = limits;
  const evidence = createKeptEvidence();
  let bytes = 0;

  async function removeFindings(jobId: string, check: string | null): Promise<void> {
    const ofCheck = check === null ? sql`` : sql`and check_id = ${check}`;
    for (let removed = AT_ONCE; removed === AT_ONCE; await setImmediate()) {
      const { numAffectedRows } = await sql`
        delete from findings where rowid in (
          select rowid from findings where job_id = ${jobId} and scope = 'site' ${ofCheck} limit ${sql.lit(AT_ONCE)})`.execute(
        db,
      );
      removed = Number(numAffectedRows ?? 0);
    }
  }

  return {
    async begin(jobId) {
      evidence.forget();
      await removeFindings(jobId, null);
      bytes = (await countBytes(db, jobId)).all;
      const { last } = await db
        .selectFrom('urls')
        .select(({ fn }) => fn.max('n').as('last'))
        .where('job_id', '=', jobId)
        .executeTakeFirstOrThrow();
      for (let from = 0; from < Number(last ?? 0); from += AT_ONCE, await setImmediate())
        await db
          .updateTable('urls')
          .set({ links_in: 0 })
          .where('job_id', '=', jobId)
          .where('n', '>', from)
          .where('n', '<=', from + AT_ONCE)
          .execute();
    },

    async addFindings(jobId, findings) {
      const rows: string[][] = [];
      for (const f of findings) {
        const kept = evidence.take(f.check) ? JSON.stringify(f.evidence) : '{}';
        const own = bytesOfStored(f.url, f.locator, kept);
        if ((bytes + own) * OVERHEAD > maxBytes) break;
        bytes += own;
        rows.push([f.check, f.url ?? '', f.locator, f.severity, kept]);
      }
      if (rows.length < findings.length)
        await store.transaction((trx) => addLimits(trx, jobId, [{ limit: 'scan_disk', leftOut: null }]));
      await sql`
        insert into findings (job_id, scope, check_id, url, locator, severity, evidence)
        select ${jobId}, 'site', j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
        from json_each(${JSON.stringify(rows)}) as j`.execute(db);
    },

    removeFindings,

    async addLinksIn(jobId, counts) {
      // The limit stops SQLite from joining in the other order, every URL of the job with all of the JSON.
      await sql`
        update urls set links_in = j.pages
        from (select value ->> 0 as n, value ->> 1 as pages from json_each(${JSON.stringify(counts)}) limit -1) as j
        where urls.job_id = ${jobId} and urls.n = j.n`.execute(db);
    },
  };
}
