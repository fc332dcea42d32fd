import { Worker } from 'node:worker_threads';
import type { SiteMessage } from './runSiteChecks.ts';

/** Messages of the thread: results in pieces and then `end`, or `failed` with the reason. */
export type ThreadMessage = SiteMessage | { type: 'end' } | { type: 'failed'; reason: string };

export interface ThreadData {
  file: string;
  jobId: string;
}

/**
 * Runs the site checks of a job in a worker thread, so that they do not block sockets. The thread has its own
 * read-only connection. `script` is the entry of the thread, `file` is the store. An abort ends the thread. It
 * sends the next message when the last one was taken.
 */
export const createAnalysisThread = ({ script, file }: { script: URL; file: string }) =>
  async function* run(jobId: string, signal: AbortSignal): AsyncIterable<SiteMessage> {
    if (signal.aborted) return;
    const data: ThreadData = { file, jobId };
    const worker = new Worker(script, { workerData: data });
    const waiting: ThreadMessage[] = [];
    let wake: () => void = () => {};
    const push = (message: ThreadMessage): void => {
      waiting.push(message);
      wake();
    };
    const onAbort = (): void => push({ type: 'end' });
    worker.on('message', push);
    worker.on('error', (error) => push({ type: 'failed', reason: error.message }));
    worker.on('exit', (code) => push({ type: 'failed', reason: `the thread ended early (${code})` }));
    signal.addEventListener('abort', onAbort);
    try {
      for (;;) {
        const message = waiting.shift();
        if (!message)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        else if (message.type === 'end' || signal.aborted) return;
        else if (message.type === 'failed') throw new Error(`The site checks stopped: ${message.reason}`);
        else {
          yield message;
          worker.postMessage('taken');
        }
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    }
  };
