import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scanOptionsSchema } from '@seo-live/protocol';
import { openStore, type Store } from '../../../server/src/store/database/openStore.ts';

export interface ScanStore {
  store: Store;
  jobId: string;
  close(): Promise<void>;
}

/** A real store in a temporary folder, with one user and one running job. */
export async function openScanStore(url: string): Promise<ScanStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seo-live-scan-'));
  const store = await openStore(path.join(folder, 'store.db'));
  const at = new Date(0).toISOString();
  const jobId = 'j_scan';
  await store.db
    .insertInto('users')
    .values({ id: 'u_1', name: 'ada', role: 'member', created_at: at })
    .execute();
  await store.db
    .insertInto('jobs')
    .values({
      job_id: jobId,
      user_id: 'u_1',
      url,
      mode: 'site',
      options: JSON.stringify(scanOptionsSchema.parse({})),
      status: 'running',
      phase: 'crawling',
      progress: 0,
      seq: 1,
      epoch: '0',
      message: '{}',
      change_no: 1,
      created_at: at,
    })
    .execute();
  return {
    store,
    jobId,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
