import path from 'node:path';
import { openReader } from '../../server/src/store/database/openStore.ts';
import { startServer } from '../../tests/support/server/serverProcess.ts';
import { type Backend, type LoggedJob, toLoggedJob } from './backend.ts';

async function readJobs(dataDir: string): Promise<LoggedJob[]> {
  const db = openReader(path.join(dataDir, 'seo-live.db'));
  try {
    const jobs = await db.selectFrom('jobs').select(['job_id', 'url', 'status', 'seq', 'epoch']).execute();
    const events = await db.selectFrom('events').select(['job_id', 'message']).orderBy('seq').execute();
    return jobs.map(({ job_id: jobId, ...job }) => {
      const messages = events.filter(({ job_id }) => job_id === jobId).map(({ message }) => message);
      return toLoggedJob({ jobId, ...job }, messages);
    });
  } finally {
    await db.destroy();
  }
}

/** Our server, with enough slots for every scan. */
export async function openOwnBackend(): Promise<Backend> {
  const server = await startServer({
    env: {
      SCAN_RATE_PER_HOST: '100',
      SCAN_CONCURRENT: '10',
      SCAN_CONCURRENT_PER_USER: '10',
      REQUESTS_PER_MINUTE: '100000',
    },
  });
  return { ...server, readJobs: () => readJobs(server.dataDir) };
}
