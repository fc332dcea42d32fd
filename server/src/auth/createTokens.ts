import type { TokenList } from '@seo-live/protocol';
import { type Clock, isoNow } from '../shared/clock.ts';
import type { AuthStore, UserRow } from '../store/auth/createAuthStore.ts';
import { hashSecret } from './secrets.ts';

const TOUCH_EVERY_MS = 60_000;

/** The user and token of a request. */
export interface Identity {
  tokenId: string;
  userId: string;
  userName: string;
  role: UserRow['role'];
}

/** Bearer tokens: checked, listed, revoked. */
export function createTokens({ store, clock }: { store: AuthStore; clock: Clock }) {
  const listeners = new Set<(tokenId: string) => void>();

  return {
    /** The token's owner, or null. Stores the time of its last use at most once a minute. */
    async verify(token: string): Promise<Identity | null> {
      if (token.length < 20 || token.length > 200) return null;
      const owner = await store.tokenByHash(hashSecret(token));
      if (!owner) return null;
      const { lastUsedAt, ...identity } = owner;
      if (lastUsedAt === null || clock.wallMs() - Date.parse(lastUsedAt) >= TOUCH_EVERY_MS) {
        await store.touchToken(owner.tokenId, isoNow(clock));
      }
      return identity;
    },

    async list({ userId, tokenId }: Identity): Promise<TokenList> {
      const rows = await store.tokensOf(userId);
      return { tokens: rows.map((row) => ({ ...row, current: row.id === tokenId })) };
    },

    /** False when the user has no such token. The id `current` means the token of the request. */
    async revoke({ userId, tokenId }: Identity, id: string): Promise<boolean> {
      const wanted = id === 'current' ? tokenId : id;
      const removed = await store.removeToken(wanted, userId);
      if (removed) for (const listener of listeners) listener(wanted);
      return removed;
    },

    /** Calls the listener with each token that is revoked, so that its connections can be closed. */
    onRevoked(listener: (tokenId: string) => void): void {
      listeners.add(listener);
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
