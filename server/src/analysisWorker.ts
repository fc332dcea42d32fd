import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ThreadMessage } from './site/createAnalysisThread.ts';
import { runSiteChecks } from './site/runSiteChecks.ts';
import { openReader } from './store/database/openStore.ts';
import { createSiteFacts } from './store/site/createSiteFacts.ts';

/** Entry of the analysis thread. It reads one job, sends its results and writes nothing. */
const { file, jobId } = workerData as ThreadData;
const send = (message: ThreadMessage): void => parentPort?.postMessage(message);
/** Resolves when the main thread has taken the last message. Otherwise unwritten findings would fill its memory. */
const taken = async (): Promise<void> => {
  if (parentPort !== null) await once(parentPort, 'message');
};

const db = openReader(file);
try {
  for await (const message of runSiteChecks(createSiteFacts(db, jobId))) {
    send(message);
    await taken();
  }
  // Flushed before the last message, because the main thread ends this thread after it.
  flushCompileCache();
  send({ type: 'end' });
} finally {
  await db.destroy();
}
