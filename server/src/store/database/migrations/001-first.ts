import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('meta')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('users')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull().unique())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('tokens')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('hash', 'text', (c) => c.notNull().unique())
      .addColumn('client_name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('last_used_at', 'text')
      .execute();
    await db.schema
      .createTable('pairing_codes')
      .addColumn('hash', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('jobs')
      .addColumn('job_id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('mode', 'text', (c) => c.notNull())
      .addColumn('options', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('phase', 'text', (c) => c.notNull())
      .addColumn('progress', 'double precision', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('epoch', 'text', (c) => c.notNull())
      .addColumn('message', 'text', (c) => c.notNull())
      .addColumn('site_lock', 'text')
      .addColumn('change_no', 'bigint', (c) => c.notNull())
      .addColumn('cancel_requested_at', 'text')
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('started_at', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('deleted_at', 'text')
      .addColumn('last_request_at', 'text')
      .addColumn('result', 'text')
      .addColumn('error', 'text')
      .addColumn('report', 'text')
      .execute();
    await db.schema.createIndex('jobs_by_change').on('jobs').columns(['user_id', 'change_no']).execute();
    await db.schema
      .createIndex('jobs_unfinished')
      .on('jobs')
      .column('status')
      .where(sql.ref('ended_at'), 'is', null)
      .execute();
    await db.schema
      .createIndex('jobs_site_lock')
      .unique()
      .on('jobs')
      .columns(['user_id', 'site_lock'])
      .where(sql.ref('ended_at'), 'is', null)
      .where(sql.ref('site_lock'), 'is not', null)
      .execute();
    await db.schema
      .createTable('idempotency')
      .addColumn('user_id', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('body_hash', 'text', (c) => c.notNull())
      .addColumn('job_id', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('idempotency_key', ['user_id', 'key'])
      .execute();
    await db.schema
      .createTable('events')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('epoch', 'text', (c) => c.notNull())
      .addColumn('message', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('events_key', ['job_id', 'seq'])
      .execute();
    await db.schema
      .createTable('urls')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('depth', 'integer', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('in_sitemap', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('verified', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('outcome', 'text')
      .addColumn('reason', 'text')
      .addColumn('status', 'integer')
      .addColumn('redirect_to', 'text')
      .addColumn('content_type', 'text')
      .addColumn('title', 'text')
      .addColumn('title_key', 'text')
      .addColumn('desc_key', 'text')
      .addColumn('lang', 'text')
      .addColumn('words', 'double precision')
      .addColumn('text_hash', 'text')
      .addColumn('canonical', 'text')
      .addColumn('self_canonical', 'integer')
      .addColumn('noindex', 'integer')
      .addColumn('indexable', 'integer')
      .addColumn('response_ms', 'double precision')
      .addColumn('bytes', 'integer')
      .addColumn('read_at', 'text')
      .addColumn('links_in', 'integer')
      .addPrimaryKeyConstraint('urls_key', ['job_id', 'n'])
      .addUniqueConstraint('urls_url', ['job_id', 'url'])
      .execute();
    await db.schema.createIndex('urls_frontier').on('urls').columns(['job_id', 'state', 'n']).execute();
    await db.schema
      .createIndex('urls_over_limit')
      .on('urls')
      .columns(['job_id', 'n'])
      .where(sql.ref('reason'), '=', sql.lit('limit'))
      .execute();
    await db.schema
      .createTable('links')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('from_n', 'integer', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('to_url', 'text', (c) => c.notNull())
      .addColumn('anchor', 'text', (c) => c.notNull())
      .addColumn('selector', 'text', (c) => c.notNull())
      .addColumn('nofollow', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('links_key', ['job_id', 'from_n', 'position'])
      .execute();
    await db.schema
      .createTable('findings')
      .addColumn('job_id', 'text', (c) => c.notNull().references('jobs.job_id').onDelete('cascade'))
      .addColumn('check_id', 'text', (c) => c.notNull())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('locator', 'text', (c) => c.notNull())
      .addColumn('severity', 'text', (c) => c.notNull())
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('evidence', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('findings_key', ['job_id', 'check_id', 'url', 'locator'])
      .execute();
    await db.schema
      .createIndex('findings_by_page')
      .on('findings')
      .columns(['job_id', 'url', 'check_id', 'severity'])
      .execute();
    await db.schema
      .createIndex('findings_by_severity')
      .on('findings')
      .columns(['job_id', 'severity', 'check_id', 'url', 'locator'])
      .execute();
  },
};
