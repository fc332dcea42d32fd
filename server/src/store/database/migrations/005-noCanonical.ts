import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which pages name no canonical at all, for the check that also looks at the other pages of the site. */
export const noCanonical: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('urls').addColumn('no_canonical', 'integer').execute();
  },
};
