import { setImmediate } from 'node:timers/promises';
import type { Finding } from '@seo-live/protocol';
import { type Kysely, sql } from 'kysely';
import type { SiteResults } from '../../site/siteFacts.ts';
import type { Store } from '../database/openStore.ts';
import type { Database } from '../database/schema.ts';

/** Rows per transaction, so that sockets and other scans do not wait long for it. */
const AT_ONCE = 1000;

/** Writes the results of the analysis of a job. */
export const createSiteResults = (store: Store): SiteResults => ({
  async replace(jobId, findings) {
    const insert = async (trx: Kysely<Database>, part: Finding[]): Promise<void> => {
      const rows = part.map((f) => [f.check, f.url ?? '', f.locator, f.severity, JSON.stringify(f.evidence)]);
      await sql`
        insert into findings (job_id, scope, check_id, url, locator, severity, evidence)
        select ${jobId}, 'site', j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
        from json_each(${JSON.stringify(rows)}) as j`.execute(trx);
    };
    await store.transaction(async (trx) => {
      await trx.deleteFrom('findings').where('job_id', '=', jobId).where('scope', '=', 'site').execute();
      await insert(trx, findings.slice(0, AT_ONCE));
    });
    for (let from = AT_ONCE; from < findings.length; from += AT_ONCE) {
      await setImmediate();
      await insert(store.db, findings.slice(from, from + AT_ONCE));
    }
  },

  async storeLinksIn(jobId, counts) {
    await store.db.updateTable('urls').set({ links_in: 0 }).where('job_id', '=', jobId).execute();
    for (let i = 0; i < counts.length; i += AT_ONCE) {
      const rows = JSON.stringify(counts.slice(i, i + AT_ONCE));
      await setImmediate();
      // The limit stops SQLite from joining in the other order, every URL of the job with all of the JSON.
      await sql`
        update urls set links_in = j.pages
        from (select value ->> 0 as n, value ->> 1 as pages from json_each(${rows}) limit -1) as j
        where urls.job_id = ${jobId} and urls.n = j.n`.execute(store.db);
    }
  },
});
