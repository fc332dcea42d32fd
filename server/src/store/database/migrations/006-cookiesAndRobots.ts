import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which URLs and start pages need cookies, and each robots.txt as it was answered. */
export const cookiesAndRobots: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('urls').addColumn('without_cookies', 'integer').execute();
    await db.schema
      .alterTable('jobs')
      .addColumn('start_cookies', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('robots_files')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('origin', 'text', (c) => c.notNull())
      .addColumn('status', 'integer')
      .addColumn('failure', 'text')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('robots_files_key', ['job_id', 'origin'])
      .execute();
  },
};
