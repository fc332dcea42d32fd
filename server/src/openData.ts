import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config/readConfig.ts';
import { createMetaStore } from './store/database/createMetaStore.ts';
import { createFirstTurn, createTurnMemory, type WriteTurn } from './store/database/createWriteTurn.ts';
import { lockDataDir } from './store/database/lockDataDir.ts';
import { openStore, type Store } from './store/database/openStore.ts';

/** Opens the store in the data folder, which another process may have open too. */
export function openSharedData({ dataDir }: Pick<Config, 'dataDir'>, turn?: WriteTurn): Promise<Store> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return openStore(path.join(dataDir, 'seo-live.db'), turn);
}

/** Opens the store for the server. Throws when another server uses the data folder. */
export async function openData(config: Pick<Config, 'dataDir'>) {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataDir(config.dataDir);
  const turnMemory = createTurnMemory();
  const store = await openSharedData(config, createFirstTurn(turnMemory)).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const reader = store.openReader();
  return {
    store,
    /** Shared with the other thread that writes. */
    turnMemory,
    reader,
    meta: createMetaStore(store),
    async close(): Promise<void> {
      await reader.destroy();
      await store.close();
      unlock();
    },
  };
}

export type Data = Awaited<ReturnType<typeof openData>>;
