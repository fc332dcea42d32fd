import { Worker } from 'node:worker_threads';
import type { Config } from './config/readConfig.ts';
import type { CrawlControl } from './crawl/ports/crawlControl.ts';
import { crashedRepeatedly } from './crawl/scanFailures.ts';
import type { ScanSteps } from './jobs/run/scanSteps.ts';
import type { GatewayCalls, ScanThreadData, ScanWorkerCalls } from './scanThread.ts';
import { callThread, type ThreadCaller } from './shared/threads/callThread.ts';
import { serveThread } from './shared/threads/serveThread.ts';
import type { JobRows } from './store/jobs/createJobRows.ts';

/** Stops of the worker during one step of a scan, without progress in between, after which the scan fails. */
const MAX_STOPS = 3;

/** Rejects what waits when the worker ends by itself. The next call starts another. */
class WorkerStopped extends Error {}

export interface ScanWorkerDeps {
  config: Config;
  /** Path of the store. */
  file: string;
  turnMemory: SharedArrayBuffer;
  /** The port on which this server listens: no scan may reach it. */
  ownPort: () => number;
  /** Called with the reason when a request to a site got no answer. */
  onFetchFailure: (reason: string) => void;
  onError: (error: unknown, context: { what: string }) => void;
  /** Entry of the thread. */
  script?: URL;
}

/** The part of the server that runs scans, and reads and removes many of their rows. */
export interface ScanParts {
  steps: ScanSteps;
  /** In the thread of the caller when absent. */
  rows?: JobRows;
  /** Resolves when nothing of it works any more. Called after all scans have stopped. */
  close(): Promise<void>;
}

/** Milliseconds after which the thread is started, if nothing needed it before. */
const WARM_AFTER_MS = 1_000;

const workerScript = new URL('./scanWorker.ts', import.meta.url);

/**
 * Runs scans in a thread of their own, the scan worker, so that no site can make people wait. The thread is
 * started again when it ends by itself: the step that was lost begins again where its rows are.
 */
export function createScanWorker({
  config,
  file,
  turnMemory,
  ownPort,
  onFetchFailure,
  onError,
  script = workerScript,
}: ScanWorkerDeps): ScanParts {
  const controls = new Map<number, CrawlControl>();
  let current: { worker: Worker; caller: ThreadCaller<ScanWorkerCalls> } | null = null;
  let lastRun = 0;
  let closed = false;

  const served: GatewayCalls = {
    gate: async (run) => controls.get(run)?.gate(),
    progress: (run, progress) => controls.get(run)?.report(progress),
    sent: (run) => controls.get(run)?.requestSent(),
    fetchFailed: onFetchFailure,
  };

  function start() {
    const data: ScanThreadData = { config, file, turnMemory };
    const worker = new Worker(script, { workerData: data });
    const caller = callThread<ScanWorkerCalls>(worker);
    const started = { worker, caller };
    serveThread(worker, served);
    const stopped = (error: WorkerStopped): void => {
      if (current !== started) return;
      current = null;
      caller.fail(error);
      if (!closed) onError(error, { what: 'scan worker' });
    };
    worker.on('error', (error) => stopped(new WorkerStopped(error.message, { cause: error })));
    worker.on('exit', (code) => stopped(new WorkerStopped(`The scan worker ended with ${code}.`)));
    // What keeps the process alive is the server that listens.
    worker.unref();
    return started;
  }

  const running = (): ThreadCaller<ScanWorkerCalls> => {
    current ??= start();
    return current.caller;
  };

  /** Does the work again when the worker stopped meanwhile. `progress` is a number that grows with the work. */
  async function untilDone<T>(work: () => Promise<T>, progress: () => number = () => 0): Promise<T> {
    let before = -1;
    for (let stops = 1; ; stops++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof WorkerStopped) || closed) throw error;
        if (progress() > before) stops = 1;
        before = progress();
        if (stops >= MAX_STOPS) throw crashedRepeatedly();
      }
    }
  }

  const crawl: ScanSteps['crawl'] = (job, control) => {
    let recorded = 0;
    const once = async (): Promise<void> => {
      lastRun += 1;
      const run = lastRun;
      const caller = running();
      const abort = (): void => caller.tell('abort', run);
      controls.set(run, {
        ...control,
        report(progress) {
          const { discovered, queued, in_flight } = progress.pages;
          recorded = Math.max(recorded, discovered - queued - in_flight);
          control.report(progress);
        },
      });
      control.signal.addEventListener('abort', abort);
      try {
        const done = caller.call('crawl', run, job, ownPort());
        if (control.signal.aborted) abort();
        await done;
      } finally {
        control.signal.removeEventListener('abort', abort);
        controls.delete(run);
      }
    };
    return untilDone(once, () => recorded);
  };

  // The first scan need not wait for its start. The server answers sooner when that does not begin at once.
  const warming = setTimeout(() => void running(), WARM_AFTER_MS);
  warming.unref();

  return {
    steps: {
      crawl,
      analyse: (job, options) => untilDone(() => running().call('analyse', job, options)),
      report: (job, outcome) => untilDone(() => running().call('report', job, outcome)),
    },
    rows: {
      count: (jobId) => running().call('count', jobId),
      marked: () => running().call('marked'),
      removeJob: (jobId) => running().call('removeJob', jobId),
      removeEventsOfJobsEndedBy: (time) => running().call('removeEventsOfJobsEndedBy', time),
      removeKeysUsedBy: (time) => running().call('removeKeysUsedBy', time),
    },
    async close() {
      closed = true;
      clearTimeout(warming);
      if (current === null) return;
      const { worker, caller } = current;
      await caller.call('close').catch((error: unknown) => onError(error, { what: 'scan worker' }));
      await worker.terminate();
    },
  };
}
