import type { Store } from './openStore.ts';

/** Single values of the server as a whole: its id, its last address. */
export function createMetaStore({ db }: Store) {
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

    /** The stored value, or `made` stored as such: made once, the same ever after. */
    async readOrAdd(key: string, made: string): Promise<string> {
      await db
        .insertInto('meta')
        .values({ key, value: made })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return (await read(key)) ?? made;
    },
  };
}
