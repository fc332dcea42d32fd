import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ulid } from 'ulid';
import { createPairing } from './auth/createPairing.ts';
import { createTryLimit } from './auth/createTryLimit.ts';
import type { Config } from './config/readConfig.ts';
import { openSharedData } from './openData.ts';
import { systemClock } from './shared/clock.ts';
import { createAuthStore } from './store/auth/createAuthStore.ts';
import { createMetaStore } from './store/database/createMetaStore.ts';
import { isDataDirLocked } from './store/database/lockDataDir.ts';

/** A server writes its address within this time of its start. */
const STARTS_WITHIN_MS = 10_000;
const ASK_AGAIN_MS = 100;

/**
 * Makes a one-use pairing code for the server that runs with the data of `config`. Only that server accepts the
 * code, and only it knows where it listens. Throws when none runs.
 */
export async function issuePairingCode(
  config: Pick<Config, 'dataDir'>,
  userName: string,
): Promise<{ code: string; expiresAt: string; server: string }> {
  if (!existsSync(config.dataDir) || !isDataDirLocked(config.dataDir)) {
    throw new Error(
      `No server runs with the data in ${config.dataDir}. Start it with npm run server, or set DATA_DIR to the folder of the server that runs.`,
    );
  }
  const store = await openSharedData(config);
  try {
    const server = await addressOf(createMetaStore(store));
    const pairing = createPairing({
      store: createAuthStore(store),
      tries: createTryLimit(systemClock),
      makeId: ulid,
      clock: systemClock,
    });
    return { ...(await pairing.makeCode(userName)), server };
  } finally {
    await store.close();
  }
}

/** The address of the server that runs. It is empty while the server starts. */
async function addressOf(meta: ReturnType<typeof createMetaStore>): Promise<string> {
  for (let waited = 0; waited < STARTS_WITHIN_MS; waited += ASK_AGAIN_MS) {
    const address = await meta.read('server_url');
    if (address) return address;
    await wait(ASK_AGAIN_MS);
  }
  throw new Error('The server still starts. Try again when it has printed its address.');
}
