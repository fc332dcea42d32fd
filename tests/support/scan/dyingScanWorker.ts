// A scan worker that ends in the middle of a crawl: as often as the job's address says.
import { parentPort } from 'node:worker_threads';
import type { GatewayCalls } from '../../../server/src/scanThread.ts';
import { callThread } from '../../../server/src/shared/threads/callThread.ts';
import { serveThread } from '../../../server/src/shared/threads/serveThread.ts';
import { noPages } from '../../../server/src/store/jobs/jobCounts.ts';

if (parentPort === null) throw new Error('This is a thread.');
const gateway = callThread<GatewayCalls>(parentPort);

serveThread(parentPort, {
  /** `run` counts the starts of this crawl, because the worker is started again for each. */
  async crawl(run: number, job: { url: string }): Promise<void> {
    const { searchParams } = new URL(job.url);
    await gateway.call('gate', run);
    gateway.tell('sent', run);
    const crawled = searchParams.has('progress') ? run : 1;
    const pages = { ...noPages(), discovered: 100, crawled, queued: 100 - crawled };
    gateway.tell('progress', run, {
      phase: 'crawling',
      pages,
      issues: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
      ratePerS: 1,
      again: null,
      inSitemap: 0,
      againInS: 0,
      currentUrls: [],
      slowed: 0,
    });
    // What was sent before is delivered before the end is.
    await gateway.call('gate', run);
    if (run <= Number(searchParams.get('dies'))) process.exit(7);
  },
});
