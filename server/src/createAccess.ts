import type { IncomingMessage } from 'node:http';
import { ulid } from 'ulid';
import { addressKey } from './auth/addressKey.ts';
import { createAddressOf, createIsTrusted } from './auth/createAddressOf.ts';
import { createOriginPolicy } from './auth/createOriginPolicy.ts';
import { createPairing } from './auth/createPairing.ts';
import { createTokens } from './auth/createTokens.ts';
import { createTryLimit } from './auth/createTryLimit.ts';
import type { Config } from './config/readConfig.ts';
import { isInRollout } from './realtime/isInRollout.ts';
import type { Clock } from './shared/clock.ts';
import { createAuthStore } from './store/auth/createAuthStore.ts';
import type { Store } from './store/database/openStore.ts';

interface AccessDeps {
  config: Config;
  store: Store;
  clock: Clock;
}

/** Decides who may use the server, by REST and by socket. */
export function createAccess({ config, store, clock }: AccessDeps) {
  const auth = createAuthStore(store);
  const addressOf = createAddressOf(createIsTrusted(config.trustedProxies));
  return {
    tokens: createTokens({ store: auth, clock }),
    pairing: createPairing({ store: auth, tries: createTryLimit(clock), makeId: ulid, clock }),
    isOriginAllowed: createOriginPolicy(config),
    /** Whether this user gets live updates. */
    enabledFor: (userId: string): boolean => isInRollout(userId, config.websocketRollout),
    /** The key by which the handshakes of a client are counted. */
    addressOf: (request: IncomingMessage): string => addressKey(addressOf(request)),
  };
}

export type Access = ReturnType<typeof createAccess>;
