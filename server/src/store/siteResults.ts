import { sql } from 'kysely';
import type { SiteResults } from '../site/ports.ts';
import type { Store } from './openStore.ts';

const FINDINGS_A_STATEMENT = 500;
const COUNTS_A_TRANSACTION = 2000;

/** Writes what the analysis of a job found. */
export const createSiteResults = (store: Store): SiteResults => ({
  replace: (jobId, findings) =>
    store.transaction(async (trx) => {
      await trx.deleteFrom('findings').where('job_id', '=', jobId).where('scope', '=', 'site').execute();
      for (let i = 0; i < findings.length; i += FINDINGS_A_STATEMENT) {
        const rows = findings
          .slice(i, i + FINDINGS_A_STATEMENT)
          .map((f) => [f.check, f.url ?? '', f.locator, f.severity, JSON.stringify(f.evidence)]);
        await sql`
          insert into findings (job_id, scope, check_id, url, locator, severity, evidence)
          select ${jobId}, 'site', j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
          from json_each(${JSON.stringify(rows)}) as j`.execute(trx);
      }
    }),

  async storeLinksIn(jobId, counts) {
    await store.db.updateTable('urls').set({ links_in: 0 }).where('job_id', '=', jobId).execute();
    for (let i = 0; i < counts.length; i += COUNTS_A_TRANSACTION) {
      const rows = JSON.stringify(counts.slice(i, i + COUNTS_A_TRANSACTION));
      // The limit keeps SQLite from joining the other way round: every URL of the job with all of the JSON.
      await sql`
        update urls set links_in = j.pages
        from (select value ->> 0 as n, value ->> 1 as pages from json_each(${rows}) limit -1) as j
        where urls.job_id = ${jobId} and urls.n = j.n`.execute(store.db);
    }
  },
});
