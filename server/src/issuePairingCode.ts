import { ulid } from 'ulid';
import { createPairing } from './auth/createPairing.ts';
import { createTryLimit } from './auth/createTryLimit.ts';
import type { Config } from './config/readConfig.ts';
import { listeningUrl } from './listeningUrl.ts';
import { openSharedData } from './openData.ts';
import { systemClock } from './shared/clock.ts';
import { createAuthStore } from './store/auth/createAuthStore.ts';
import { createMetaStore } from './store/database/createMetaStore.ts';

/** Makes a one-use pairing code in the store. A server may use the store at the same time. */
export async function issuePairingCode(
  config: Config,
  userName: string,
): Promise<{ code: string; expiresAt: string; server: string }> {
  const store = await openSharedData(config);
  try {
    const pairing = createPairing({
      store: createAuthStore(store),
      tries: createTryLimit(),
      makeId: ulid,
      clock: systemClock,
    });
    const { code, expiresAt } = await pairing.makeCode(userName);
    const configured = config.publicUrl || listeningUrl(config.host, config.port);
    // With port 0 only the server knows where it listens.
    const server =
      config.port === 0 ? ((await createMetaStore(store).read('server_url')) ?? configured) : configured;
    return { code, expiresAt, server };
  } finally {
    await store.close();
  }
}
