import type { Store } from './openStore.ts';

/** Values that belong to the whole server, such as its id, its last address and marks. */
export function createMetaStore({ db, transaction }: Store) {
  const read = async (key: string): Promise<string | null> => {
    const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
    return row?.value ?? null;
  };
  return {
    read,

    async write(key: string, value: string): Promise<void> {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },

    /** Returns the stored value. When there is none, stores `made` and returns it. */
    async readOrAdd(key: string, made: string): Promise<string> {
      await db
        .insertInto('meta')
        .values({ key, value: made })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return (await read(key)) ?? made;
    },

    /** Sets a mark for the next start. It is on disk when this resolves. */
    async setMark(key: string): Promise<void> {
      await transaction(
        (trx) =>
          trx
            .insertInto('meta')
            .values({ key, value: '1' })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: '1' }))
            .execute(),
        { durable: true },
      );
    },

    /**
     * Removes a mark, and returns true when it was set. The change is on disk when this resolves, so that the
     * mark cannot return after a power cut.
     */
    async takeMark(key: string): Promise<boolean> {
      const removed = await transaction(
        (trx) => trx.deleteFrom('meta').where('key', '=', key).returning('key').execute(),
        { durable: true },
      );
      return removed.length > 0;
    },
  };
}
