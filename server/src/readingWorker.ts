import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { ReadingAnswer, ReadingTask } from './crawl/read/createReadingThread.ts';
import { readBody } from './crawl/read/readBody.ts';

/** Entry of the thread that reads pages. It sends facts, writes nothing and sends no requests. */
const send = (answer: ReadingAnswer): void => parentPort?.postMessage(answer);

parentPort?.on('message', ({ id, url, headers, body }: ReadingTask) => {
  readBody(url, headers, body).then(
    (facts) => send({ id, facts }),
    (error: unknown) => send({ id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
// Flushed at the start, because the thread ends with its server, which may be killed.
flushCompileCache();
