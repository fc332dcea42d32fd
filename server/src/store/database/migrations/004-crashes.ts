import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Counts for each job the crashes of the server since the job last went on, and where it was then. */
export const crashes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('jobs').addColumn('crash_mark', 'integer').execute();
    await db.schema
      .alterTable('jobs')
      .addColumn('crashes', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
