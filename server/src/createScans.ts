import type { FastifyBaseLogger } from 'fastify';
import { admitLiterals } from './admitLiterals.ts';
import type { Config } from './config/readConfig.ts';
import { createAddressGuard } from './crawl/fetch/createAddressGuard.ts';
import { createFactsReader } from './createFactsReader.ts';
import type { createScanWorker } from './createScanWorker.ts';
import { createEventLog } from './jobs/log/createEventLog.ts';
import { createJobManager } from './jobs/manager/createJobManager.ts';
import type { Metrics } from './metrics/createMetrics.ts';
import type { Data } from './openData.ts';
import { ownAddresses } from './ownAddresses.ts';
import type { Clock } from './shared/clock.ts';

/** Scans a user may have waiting or running. More would only lengthen the queue for other users. */
const UNFINISHED_PER_USER = 20;

interface ScansDeps {
  config: Config;
  data: Data;
  clock: Clock;
  metrics: Metrics;
  logger: FastifyBaseLogger;
  makeSteps: typeof createScanWorker;
  /** The port on which this server listens: no scan may reach it. */
  ownPort: () => number;
}

/** Creates the parts that run scans and read their results: the log, the job manager, the facts of reports. */
export function createScans({ config, data, clock, metrics, logger, makeSteps, ownPort }: ScansDeps) {
  const refusal = createAddressGuard({
    allowPrivate: config.allowPrivateAddresses,
    ownPorts: () => [ownPort()],
    ownAddresses,
  });
  const { facts, close: closeFacts } = createFactsReader(data.store.file);
  const onError = (error: unknown, context: { jobId?: string; what: string }): void =>
    logger.error({ err: error, ...context }, 'scan trouble');
  const log = createEventLog({ store: data.store, clock });
  log.on('grown', metrics.appended);
  log.on('ended', ({ code }) => {
    if (code !== null) metrics.countError('crawl', code);
  });
  const { steps, rows, close } = makeSteps({
    config,
    file: data.store.file,
    turnMemory: data.turnMemory,
    ownPort,
    onFetchFailure: metrics.requestFailed,
    onError,
  });
  const jobs = createJobManager({
    store: data.store,
    log,
    steps,
    rows,
    clock,
    limits: {
      concurrentPerServer: config.scanConcurrent,
      concurrentPerUser: config.scanConcurrentPerUser,
      unfinishedPerUser: UNFINISHED_PER_USER,
    },
    admitUrl: admitLiterals(refusal),
    onCoalesced: metrics.coalesced,
    onError,
  });
  return {
    facts,
    log,
    jobs,
    /** Stops running scans at a durable point; the next start continues them. */
    async close(): Promise<void> {
      await jobs.close();
      await close();
      await closeFacts();
    },
  };
}
