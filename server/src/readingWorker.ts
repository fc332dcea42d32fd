import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { ReadingAnswer, ReadingTask } from './crawl/read/createReadingThread.ts';
import { readBody } from './crawl/read/readBody.ts';

/** The door of the thread that reads pages: facts out, nothing written, nothing asked of anyone. */
const say = (answer: ReadingAnswer): void => parentPort?.postMessage(answer);

parentPort?.on('message', ({ id, url, headers, body }: ReadingTask) => {
  readBody(url, headers, body).then(
    (facts) => say({ id, facts }),
    (error: unknown) => say({ id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
// The thread ends with its server, which may be killed: no later moment is certain.
flushCompileCache();
