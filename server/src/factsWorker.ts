import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from './shared/threads/serveThread.ts';
import { openReader } from './store/database/openStore.ts';
import { createReportFacts } from './store/report/createReportFacts.ts';

/** Entry of the thread that reads lists and exports. Its connection cannot write. */
if (parentPort === null) throw new Error('The reader of lists is a thread of the server.');
serveThread(parentPort, { ...createReportFacts(openReader(workerData as string)) });
flushCompileCache();
