import path from 'node:path';
import { openReader } from '../../server/src/store/openStore.ts';
import type { ServerJob } from '../../tests/support/historyChecker.ts';

/** Every job with what its log still holds, straight from the server's file. */
export async function readServer(dataDir: string): Promise<ServerJob[]> {
  const db = openReader(path.join(dataDir, 'seo-live.db'));
  try {
    const jobs = await db.selectFrom('jobs').select(['job_id', 'url', 'status', 'seq', 'epoch']).execute();
    const events = await db.selectFrom('events').select(['job_id', 'message']).orderBy('seq').execute();
    return jobs.map(({ job_id, url, status, seq, epoch }) => ({
      jobId: job_id,
      url,
      final: { status, seq, epoch },
      events: events
        .filter((event) => event.job_id === job_id)
        .map(({ message }) => {
          const said = JSON.parse(message) as {
            epoch: string;
            seq: number;
            status: string;
            progress: number;
          };
          return { epoch: said.epoch, seq: said.seq, status: said.status, progress: said.progress };
        }),
    }));
  } finally {
    await db.destroy();
  }
}
