import type {
  BatchStatus,
  ControlAnswer,
  JobList,
  JobStatusAnswer,
  JobSummary,
  Report,
  StartJobAnswer,
  StartJobRequest,
} from '@seo-live/protocol';
import type { Clock } from '../../shared/clock.ts';
import type { Store } from '../../store/database/openStore.ts';
import type { JobRows } from '../../store/jobs/createJobRows.ts';
import type { EventLog, Position } from '../log/eventLog.ts';
import type { QueueLimits } from '../queue/createEmbeddedQueue.ts';
import type { ScanSteps } from '../run/scanSteps.ts';
import type { StartLimits, StartOptions } from '../start/createStartJob.ts';

export type JobLimits = QueueLimits & StartLimits;

export interface JobManagerOptions {
  store: Store;
  /** `createEventLog({ store, clock })`, the same one the gateway tails. */
  log: EventLog;
  steps: ScanSteps;
  /** Reads and removes many rows, in another thread; by default in this one. */
  rows?: JobRows | undefined;
  clock: Clock;
  limits: JobLimits;
  /**
   * Checks a start address that is a valid URL; throws a RequestError to refuse it, e.g. for an IP address.
   */
  admitUrl?: (url: URL) => void;
  /** Called for each event of a running scan, with the time that its first change had waited. */
  onCoalesced?: (waitedMs: number) => void;
  /** Called with every failure that has no text for people; `jobId` when it belongs to a job. */
  onError: (error: unknown, context: { jobId?: string; what: string }) => void;
}

/**
 * Every operation on scans. The first parameter of a call is the user who makes it. A scan of another user
 * is `not_found`, as if it did not exist. Refusals are thrown as RequestError.
 */
export interface JobManager {
  /**
   * Starts a scan. `replayed` is true when the key was used before: the answer then shows that job as it is
   * now. Throws `invalid_url`, `unsupported_scheme`, `url_too_long`, `address_refused`,
   * `idempotency_mismatch`, `already_running` (extras.jobId names it), `rate_limited`, `deleted` (the key's
   * job was deleted), `unavailable` (shutting down).
   */
  create(
    userId: string,
    request: StartJobRequest,
    options?: StartOptions,
  ): Promise<{ answer: StartJobAnswer; replayed: boolean }>;
  /** Throws `not_found` unless the job belongs to the user. Reads nothing but the owner. */
  assertOwner(userId: string, jobId: string): Promise<void>;
  get(userId: string, jobId: string): Promise<JobSummary>;
  /**
   * Without a cursor: the newest jobs first; `more` says that older ones were left out. With one: what
   * changed since, oldest change first; `more` asks to be called again with the new cursor. With the cursor
   * in `older`: the next older jobs. Throws `invalid_request` for any other cursor.
   */
  list(userId: string, query?: { cursor?: string; limit?: number }): Promise<JobList>;
  /** The newest message; with a position, the events after it or `reset`. */
  status(userId: string, jobId: string, position?: Position): Promise<JobStatusAnswer>;
  /** One answer for each id, in the same order; more than MAX_BATCH ids are `invalid_request`. */
  batchStatus(userId: string, jobIds: string[]): Promise<BatchStatus>;
  /** The stored report. `wrong_state` when there is none, because the scan runs or failed. */
  report(userId: string, jobId: string): Promise<Report>;
  /**
   * Answers when no request to the site is open. Idempotent: for an ended job, answers with its real status.
   */
  cancel(userId: string, jobId: string): Promise<ControlAnswer>;
  /**
   * Finishes the requests in flight, sends no new ones, and releases the scan's place for the next in the
   * queue.
   */
  pause(userId: string, jobId: string): Promise<ControlAnswer>;
  /** Continues a paused scan, or queues it until there is a free place. */
  resume(userId: string, jobId: string): Promise<ControlAnswer>;
  /** Stops the scan, notifies its followers, removes everything of it. Throws `not_found`. */
  delete(userId: string, jobId: string): Promise<void>;
  /** Continues unfinished jobs and starts the queue. Call once, before the first request. */
  start(): Promise<void>;
  /** Stops running scans at a durable point without ending them; the next start continues them. */
  close(): Promise<void>;
  /** Scans that have a place now, and those that wait. */
  load(): { running: number; queued: number };
}
