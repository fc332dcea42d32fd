import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Keeps the spelling in which a URL is requested beside its identity; null when the two are the same. Marks
 * the unfinished jobs, whose rows still have each spelling of a URL as a URL of its own.
 */
export const requestUrl: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('urls').addColumn('request_url', 'text').execute();
    await sql`
      insert into meta (key, value)
      select 'spellings:' || job_id, '1' from jobs where ended_at is null`.execute(db);
  },
};
