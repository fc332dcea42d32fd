import type { Selectable, Transaction } from 'kysely';
import type { Store } from '../database/openStore.ts';
import type { Database } from '../database/schema.ts';

export type UserRow = Selectable<Database['users']>;

/** A token with its user. */
export interface TokenOwner {
  tokenId: string;
  lastUsedAt: string | null;
  userId: string;
  userName: string;
  role: UserRow['role'];
}

/** All SQL of users, pairing codes and tokens. Only hashes of codes and tokens are stored. */
export function createAuthStore({ db, transaction }: Store) {
  return {
    /**
     * Adds the user unless the name exists. The first user becomes admin. Returns the row of that name.
     */
    async addUser(id: string, name: string, now: string): Promise<UserRow> {
      await db
        .insertInto('users')
        .columns(['id', 'name', 'role', 'created_at'])
        .expression(
          db.selectNoFrom((eb) => [
            eb.val(id).as('id'),
            eb.val(name).as('name'),
            eb
              .case()
              .when(eb.exists(eb.selectFrom('users').select('id')))
              .then('member')
              .else('admin')
              .end()
              .as('role'),
            eb.val(now).as('created_at'),
          ]),
        )
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return db.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
    },

    /** Adds a code and removes expired ones. */
    async addCode(hash: string, userId: string, expiresAt: string, now: string): Promise<void> {
      await db.deleteFrom('pairing_codes').where('expires_at', '<=', now).execute();
      await db.insertInto('pairing_codes').values({ hash, user_id: userId, expires_at: expiresAt }).execute();
    },

    /** Removes a code and adds the token in one transaction. Null when the code is unknown or expired. */
    redeemCode(
      codeHash: string,
      token: { id: string; hash: string; clientName: string },
      now: string,
    ): Promise<{ userId: string } | null> {
      const work = async (trx: Transaction<Database>) => {
        const code = await trx
          .deleteFrom('pairing_codes')
          .where('hash', '=', codeHash)
          .returningAll()
          .executeTakeFirst();
        if (!code || code.expires_at <= now) return null;
        await trx
          .insertInto('tokens')
          .values({
            id: token.id,
            user_id: code.user_id,
            hash: token.hash,
            client_name: token.clientName,
            created_at: now,
            last_used_at: null,
          })
          .execute();
        return { userId: code.user_id };
      };
      return transaction(work, { durable: true });
    },

    tokenByHash: (hash: string): Promise<TokenOwner | undefined> =>
      db
        .selectFrom('tokens')
        .innerJoin('users', 'users.id', 'tokens.user_id')
        .select([
          'tokens.id as tokenId',
          'tokens.last_used_at as lastUsedAt',
          'users.id as userId',
          'users.name as userName',
          'users.role as role',
        ])
        .where('tokens.hash', '=', hash)
        .executeTakeFirst(),

    async touchToken(id: string, now: string): Promise<void> {
      await db.updateTable('tokens').set({ last_used_at: now }).where('id', '=', id).execute();
    },

    tokensOf: (userId: string) =>
      db
        .selectFrom('tokens')
        .select(['id', 'client_name', 'created_at', 'last_used_at'])
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute(),

    /** False when this user has no such token. */
    async removeToken(id: string, userId: string): Promise<boolean> {
      const removed = await db
        .deleteFrom('tokens')
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
  };
}
export type AuthStore = ReturnType<typeof createAuthStore>;
