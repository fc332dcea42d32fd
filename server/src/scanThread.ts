import type { Config } from './config/readConfig.ts';
import type { CrawlProgress } from './crawl/ports/crawlControl.ts';
import type { ScanJob, ScanSteps } from './jobs/run/scanSteps.ts';
import type { JobRows } from './store/jobs/createJobRows.ts';

/** What the scan worker is started with. */
export interface ScanThreadData {
  config: Config;
  /** Path of the store. */
  file: string;
  /** Shared with the gateway, whose writes go first. */
  turnMemory: SharedArrayBuffer;
}

/** What the scan worker does for the gateway. `run` is a number for one call of `crawl`. */
export type ScanWorkerCalls = {
  /** `ownPort` is the port on which this server listens. */
  crawl: (run: number, job: ScanJob, ownPort: number) => Promise<void>;
  abort: (run: number) => void;
  analyse: ScanSteps['analyse'];
  report: ScanSteps['report'];
  close: () => Promise<void>;
} & { [Name in keyof JobRows]: JobRows[Name] };

/** What the gateway does for the scan worker. */
export type GatewayCalls = {
  /** Resolves while the scan of `run` is not paused. */
  gate: (run: number) => Promise<void>;
  progress: (run: number, progress: CrawlProgress) => void;
  sent: (run: number) => void;
  fetchFailed: (reason: string) => void;
};
