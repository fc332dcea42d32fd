import { Worker } from 'node:worker_threads';
import { RequestError } from './shared/RequestError.ts';
import { callThread, type ThreadCaller } from './shared/threads/callThread.ts';
import type { ReportFacts } from './store/report/createReportFacts.ts';
import { InvalidCursor } from './store/report/listCursor.ts';

type FactsCalls = { [Name in keyof ReportFacts]: ReportFacts[Name] };

/** Errors that callers know by their class. */
const asKnown = (error: unknown): never => {
  if (error instanceof Error && error.name === 'InvalidCursor') throw new InvalidCursor();
  throw error;
};

/**
 * Reads lists, reports and exports in a thread of its own: a query over a big scan takes long, and SQLite answers
 * only when it is done. `file` is the path of the store.
 */
export function createFactsReader(file: string): { facts: ReportFacts; close(): Promise<void> } {
  let current: { worker: Worker; caller: ThreadCaller<FactsCalls> } | null = null;
  let closed = false;
  const stopping = () => new RequestError('unavailable', 'The server is stopping. Try again in a moment.');

  function start() {
    const worker = new Worker(new URL('./factsWorker.ts', import.meta.url), { workerData: file });
    const started = { worker, caller: callThread<FactsCalls>(worker) };
    const stopped = (error: Error): void => {
      if (current === started) current = null;
      // What is asked while the server stops is no fault of the thread.
      started.caller.fail(closed ? stopping() : error);
    };
    worker.on('error', stopped);
    worker.on('exit', (code) => stopped(new Error(`The reader of lists ended with ${code}.`)));
    // What keeps the process alive is the server that listens.
    worker.unref();
    return started;
  }

  const running = (): ThreadCaller<FactsCalls> => {
    if (closed) throw stopping();
    current ??= start();
    return current.caller;
  };
  return {
    facts: {
      issues: (jobId, query) => running().call('issues', jobId, query).catch(asKnown),
      pages: (jobId, query) => running().call('pages', jobId, query).catch(asKnown),
      allFindings: (jobId) => running().stream('allFindings', jobId),
      allPages: (jobId) => running().stream('allPages', jobId),
      redirectLinks: (jobId) => running().stream('redirectLinks', jobId),
      totals: (jobId) => running().call('totals', jobId),
      limits: (jobId) => running().call('limits', jobId),
      needsStartCookies: (jobId) => running().call('needsStartCookies', jobId),
      weightsOnPages: (jobId) => running().stream('weightsOnPages', jobId),
      siteFindings: (jobId) => running().call('siteFindings', jobId),
    },
    async close() {
      closed = true;
      await current?.worker.terminate();
    },
  };
}
