import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';

/**
 * The next change number, counted over all jobs. It has a row of its own and is not the highest number of a
 * job: when that job is deleted, its number must not be given again, or a list's cursor would skip a change.
 */
export async function nextChange(trx: Transaction<Database>): Promise<number> {
  const { value } = await trx
    .insertInto('meta')
    .values({ key: 'change_no', value: '1' })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value: sql`cast(cast(meta.value as integer) + 1 as text)` }),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(value);
}

/** The newest change number given out; 0 before the first. */
export async function lastChange(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'change_no').executeTakeFirst();
  return Number(row?.value ?? 0);
}
