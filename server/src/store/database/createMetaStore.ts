import type { Store } from './openStore.ts';

/** Single values of the server as a whole: its id, its last address, marks. */
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

    /** The stored value. Where there is none, stores `made` and answers with it. */
    async readOrAdd(key: string, made: string): Promise<string> {
      await db
        .insertInto('meta')
        .values({ key, value: made })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return (await read(key)) ?? made;
    },

    /** Sets a mark that the next start can find; on disk when it resolves. */
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
     * Removes a mark; true when it was set. On disk when it resolves, so that a power cut cannot bring it
     * back.
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
