import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Remembers for each job how often the server crashed at the same point of it, and whether it ran for long then. */
export const crashes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('jobs').addColumn('crash_mark', 'integer').execute();
    await db.schema
      .alterTable('jobs')
      .addColumn('crashes', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('jobs')
      .addColumn('ran_long', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
