import { normalizePairingCode, PAIRING_CODE_MINUTES } from '@seo-live/protocol';
import { type Clock, isoNow } from '../shared/clock.ts';
import { RequestError } from '../shared/RequestError.ts';
import type { AuthStore } from '../store/auth/createAuthStore.ts';
import type { TryLimit } from './createTryLimit.ts';
import { hashSecret, makePairingCode, makeToken } from './secrets.ts';

const CODE_LIFE_MS = PAIRING_CODE_MINUTES * 60_000;

interface PairingDeps {
  store: AuthStore;
  tries: TryLimit;
  makeId: () => string;
  clock: Clock;
}

/** Pairing: a person with access to the server makes a code, the extension turns it into a token. */
export function createPairing({ store, tries, makeId, clock }: PairingDeps) {
  return {
    /** Makes a one-use code for the user of that name, and adds the user if there is none. */
    async makeCode(userName: string): Promise<{ code: string; expiresAt: string }> {
      const user = await store.addUser(makeId(), userName, isoNow(clock));
      const code = makePairingCode();
      const expiresAt = new Date(clock.wallMs() + CODE_LIFE_MS).toISOString();
      await store.addCode(hashSecret(code), user.id, expiresAt, isoNow(clock));
      return { code, expiresAt };
    },

    /**
     * Uses up a code and answers with a new token. Throws `pairing_refused` for a wrong, used or expired
     * code, and `rate_limited` after too many tries, without looking at the code.
     */
    async redeem(
      typed: string,
      clientName: string,
      address: string,
    ): Promise<{ token: string; userId: string }> {
      await tries.acquire(address);
      const token = makeToken();
      const redeemed = await store.redeemCode(
        hashSecret(normalizePairingCode(typed)),
        { id: makeId(), hash: hashSecret(token), clientName },
        isoNow(clock),
      );
      if (!redeemed) {
        throw new RequestError(
          'pairing_refused',
          `This code is wrong, was used already, or is older than ${PAIRING_CODE_MINUTES} minutes. Make a new one on the server: npm run server -- pair --user NAME`,
        );
      }
      await tries.release(address);
      return { token, userId: redeemed.userId };
    },
  };
}
export type Pairing = ReturnType<typeof createPairing>;
