import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { createAddressGuard } from './crawl/fetch/createAddressGuard.ts';
import { createScanSteps } from './createScanSteps.ts';
import { ownAddresses } from './ownAddresses.ts';
import type { GatewayCalls, ScanThreadData, ScanWorkerCalls } from './scanThread.ts';
import { systemClock } from './shared/clock.ts';
import { callThread } from './shared/threads/callThread.ts';
import { serveThread } from './shared/threads/serveThread.ts';
import { createSecondTurn } from './store/database/createWriteTurn.ts';
import { connectStore } from './store/database/openStore.ts';
import { createJobRows } from './store/jobs/createJobRows.ts';
import { createReportFacts } from './store/report/createReportFacts.ts';

/**
 * Entry of the scan worker: the thread that crawls, judges and writes what scans find, and removes it again. It has
 * its own connections to the store. People are answered by another thread, the gateway.
 */
if (parentPort === null) throw new Error('The scan worker is a thread of the server.');
const { config, file, turnMemory } = workerData as ScanThreadData;
const gateway = callThread<GatewayCalls>(parentPort);
const store = connectStore(file, createSecondTurn(turnMemory));
const reader = store.openReader();
let ownPort = config.port;

const { steps, close } = createScanSteps({
  config,
  store,
  facts: createReportFacts(reader),
  refusal: createAddressGuard({
    allowPrivate: config.allowPrivateAddresses,
    ownPorts: () => [ownPort],
    ownAddresses,
  }),
  clock: systemClock,
  onFetchFailure: (reason) => gateway.tell('fetchFailed', reason),
});
const runs = new Map<number, AbortController>();

const calls: ScanWorkerCalls = {
  async crawl(run, job, port) {
    ownPort = port;
    const abort = new AbortController();
    runs.set(run, abort);
    try {
      await steps.crawl(job, {
        signal: abort.signal,
        gate: () => gateway.call('gate', run),
        report: (progress) => gateway.tell('progress', run, progress),
        requestSent: () => gateway.tell('sent', run),
      });
    } finally {
      runs.delete(run);
    }
  },
  abort: (run) => runs.get(run)?.abort(),
  analyse: steps.analyse,
  report: steps.report,
  ...createJobRows(store),
  async close() {
    await close();
    await reader.destroy();
    await store.close();
  },
};
serveThread(parentPort, calls);
// Flushed at the start, because this thread ends with its server, which may be killed.
flushCompileCache();
