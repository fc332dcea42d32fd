import { openReader } from '../../server/src/store/database/openStore.ts';
import { startFastapiServer } from '../../tests/support/server/fastapiServer.ts';
import { type Backend, type LoggedJob, toLoggedJob } from './backend.ts';

type DemoTables = {
  seo_live_jobs: { job_id: string; epoch: string; seq: number; status: string };
  seo_live_events: { job_id: string; seq: number; message: string };
};

async function readJobs(database: string): Promise<LoggedJob[]> {
  const db = openReader(database).withTables<DemoTables>();
  try {
    const urls = await db.selectFrom('jobs').select(['job_id', 'url']).execute();
    const jobs = await db.selectFrom('seo_live_jobs').select(['job_id', 'status', 'seq', 'epoch']).execute();
    const events = await db
      .selectFrom('seo_live_events')
      .select(['job_id', 'message'])
      .orderBy('seq')
      .execute();
    return urls.map(({ job_id: jobId, url }) => {
      // Without a row in the log the demo was killed before the first message; it sends that when it starts again.
      const { status, seq, epoch } = jobs.find(({ job_id }) => job_id === jobId) ?? {
        status: 'queued',
        seq: 0,
        epoch: '',
      };
      const messages = events.filter(({ job_id }) => job_id === jobId).map(({ message }) => message);
      return toLoggedJob({ jobId, url, status, seq, epoch }, messages);
    });
  } finally {
    await db.destroy();
  }
}

/** The demo of the FastAPI integration on Debian's packages, with enough slots for every scan. */
export async function openFastapiBackend(): Promise<Backend> {
  const server = await startFastapiServer({ env: { DEMO_AT_ONCE: '10' } });
  return { ...server, readJobs: () => readJobs(server.database) };
}
