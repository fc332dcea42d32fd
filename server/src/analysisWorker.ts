import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ThreadMessage } from './site/createAnalysisThread.ts';
import { runSiteChecks } from './site/runSiteChecks.ts';
import { openReader } from './store/database/openStore.ts';
import { createSiteFacts } from './store/site/createSiteFacts.ts';

/** The door of the analysis thread: reads one job, says what it finds, writes nothing. */
const { file, jobId } = workerData as ThreadData;
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

const db = openReader(file);
try {
  for await (const message of runSiteChecks(createSiteFacts(db, jobId))) say(message);
  // Ended by whoever reads the last message, this thread has no later moment for it.
  flushCompileCache();
  say({ type: 'end' });
} finally {
  await db.destroy();
}
