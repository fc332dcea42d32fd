import path from 'node:path';
import { openReader } from '../../server/src/store/openStore.ts';
import type { ServerJob } from '../../tests/support/historyChecker.ts';
import type { PlaceAt } from './judgeDelays.ts';

interface Said {
  epoch: string;
  seq: number;
  status: string;
  progress: number;
  timestamp: string;
}

/** Every job with what its log still holds, straight from the server's file. */
export async function readServer(dataDir: string): Promise<(ServerJob & { appended: PlaceAt[] })[]> {
  const db = openReader(path.join(dataDir, 'seo-live.db'));
  try {
    const jobs = await db.selectFrom('jobs').select(['job_id', 'url', 'status', 'seq', 'epoch']).execute();
    const events = await db.selectFrom('events').select(['job_id', 'message']).orderBy('seq').execute();
    return jobs.map(({ job_id: jobId, url, status, seq, epoch }) => {
      const said = events
        .filter(({ job_id }) => job_id === jobId)
        .map(({ message }) => JSON.parse(message) as Said);
      return {
        jobId,
        url,
        final: { status, seq, epoch },
        events: said.map((event) => ({
          epoch: event.epoch,
          seq: event.seq,
          status: event.status,
          progress: event.progress,
        })),
        appended: said.map((event) => ({
          jobId,
          epoch: event.epoch,
          seq: event.seq,
          at: Date.parse(event.timestamp),
        })),
      };
    });
  } finally {
    await db.destroy();
  }
}
