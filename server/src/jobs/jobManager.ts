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
import type { Clock } from '../shared/clock.ts';
import type { Store } from '../store/database/openStore.ts';
import type { EventLog, Position } from './eventLog.ts';
import type { ScanSteps } from './scanSteps.ts';

export interface JobLimits {
  /** Scans that read pages at the same time, over all users. */
  concurrentPerServer: number;
  concurrentPerUser: number;
  /** Unfinished scans a user may have, waiting ones included; one more is `rate_limited`. */
  unfinishedPerUser: number;
}

export interface JobManagerOptions {
  store: Store;
  /** `createEventLog({ store, clock })`, the same one the gateway tails. */
  log: EventLog;
  steps: ScanSteps;
  clock: Clock;
  limits: JobLimits;
  /** A last look at a start address that parsed, e.g. refused IP literals: throws a RequestError. */
  admitUrl?: (url: URL) => void;
  /** Told with each event of a running scan how long the first change in it had waited. */
  onCoalesced?: (waitedMs: number) => void;
  /** Told of every failure that has no words for people; `jobId` when it belongs to one. */
  onError: (error: unknown, context: { jobId?: string; what: string }) => void;
}

export interface StartOptions {
  /** `Idempotency-Key`, 1–200 characters; remembered 24 h a user, with a 2xx only. */
  idempotencyKey?: string;
  /** Start although this user scans the same site already. */
  force?: boolean;
}

/**
 * Everything people and programs may do with scans. Each call takes the user who asks; what belongs to
 * someone else is `not_found`, as if it were not there. Refusals are thrown as RequestError.
 */
export interface JobManager {
  /**
   * Starts a scan. `replayed` is true when the key was known: the answer then shows that job as it is now.
   * Throws `invalid_url`, `unsupported_scheme`, `url_too_long`, `address_refused`,
   * `idempotency_mismatch`, `already_running` (extras.jobId names it), `rate_limited`,
   * `deleted` (the key's job was deleted), `unavailable` (shutting down).
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
   * changed since, oldest change first; `more` asks to be called again with the new cursor. With the cursor in
   * `older`: the next older jobs.
   * Throws `invalid_request` for a cursor of no kind.
   */
  list(userId: string, query?: { cursor?: string; limit?: number }): Promise<JobList>;
  /** The newest message; with a position, the events after it or `reset`. */
  status(userId: string, jobId: string, position?: Position): Promise<JobStatusAnswer>;
  /** One answer an id, in the order asked; at most MAX_BATCH, more is `invalid_request`. */
  batchStatus(userId: string, jobIds: string[]): Promise<BatchStatus>;
  /** The stored report. `wrong_state` while there is none: the scan runs, or failed. */
  report(userId: string, jobId: string): Promise<Report>;
  /** Answers when no request to the site is open. Idempotent; an ended job answers with its real status. */
  cancel(userId: string, jobId: string): Promise<ControlAnswer>;
  /** Lets what is in flight finish, requests nothing new, gives the scan's place to the next in the queue. */
  pause(userId: string, jobId: string): Promise<ControlAnswer>;
  /** Running again, or queued until there is a place. */
  resume(userId: string, jobId: string): Promise<ControlAnswer>;
  /** Stops the scan, tells its followers, removes all of it. Throws `not_found`. */
  delete(userId: string, jobId: string): Promise<void>;
  /** Takes up unfinished jobs and starts the queue. Call once, before the first request. */
  start(): Promise<void>;
  /** Stops running scans at a durable point without ending them; the next start takes them up. */
  close(): Promise<void>;
  /** Scans that hold a place now, and those that wait. */
  load(): { running: number; queued: number };
}
