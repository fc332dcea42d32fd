import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ThreadMessage } from './site/createAnalysisThread.ts';
import { runSiteChecks } from './site/runSiteChecks.ts';
import { openReader } from './store/database/openStore.ts';
import { createSiteFacts } from './store/site/createSiteFacts.ts';

/** Entry of the analysis thread: reads one job, sends what it finds, writes nothing. */
const { file, jobId } = workerData as ThreadData;
const send = (message: ThreadMessage): void => parentPort?.postMessage(message);

const db = openReader(file);
try {
  for await (const message of runSiteChecks(createSiteFacts(db, jobId))) send(message);
  // The main thread ends this thread after the last message, so this is the last chance.
  flushCompileCache();
  send({ type: 'end' });
} finally {
  await db.destroy();
}
