import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a crawl notes beside its URLs: the limits that it reached, and what is wrong with sitemaps. */
export const crawlNotes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('reached_limits')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('left_out', 'integer')
      .addPrimaryKeyConstraint('reached_limits_key', ['job_id', 'name'])
      .execute();
    await db.schema
      .createTable('sitemap_problems')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('detail', 'text', (c) => c.notNull())
      .addColumn('line', 'integer')
      .addPrimaryKeyConstraint('sitemap_problems_key', ['job_id', 'url'])
      .execute();
  },
};
