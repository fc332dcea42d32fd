import type {
  Detail,
  FullJobMessage,
  JobError,
  JobResult,
  JobStatus,
  Phase,
  Report,
} from '@seo-live/protocol';
import type { Job } from '../../store/jobs/job.ts';

/** The newest event that a client already has. */
export interface Position {
  sinceSeq?: number;
  epoch?: string;
}

interface LogEvents {
  /** The log of a job has grown: events up to `seq` can be read. */
  grown: { jobId: string; seq: number };
  deleted: { jobId: string };
  /** After `grown`; `code` says why there is no report. */
  ended: { jobId: string; code: string | null };
}

/** The fields that an event changes; a missing field keeps its value. */
export interface EventChange {
  status?: JobStatus;
  phase?: Phase;
  /** 0–100; clamped so that it never goes down. */
  progress?: number;
  detail?: Partial<Detail>;
  result?: JobResult;
  error?: JobError;
  report?: Report;
  lastRequestAt?: string | null;
}

interface AppendOptions {
  /** Waits until the event is on disk. Needed for ends, because people are notified about them. */
  durable?: boolean;
  /** Begins a new epoch with this event: after an unclean stop. */
  newEpoch?: boolean;
}

export interface Snapshot {
  message: FullJobMessage;
  ended: boolean;
  /** The position is no longer in the log, so only the newest message can be sent. */
  reset: boolean;
  /** The events after the position, oldest first; absent without a position. */
  events?: FullJobMessage[];
}

/** A change, or a function that computes one from the job inside the transaction; null changes nothing. */
export type ChangeOf = EventChange | ((job: Job) => EventChange | null);

export interface EventLog {
  /**
   * Writes the job's state and the event in one transaction, then notifies followers. Null when nothing
   * was written: there is no such job, it has ended, or the status machine does not allow the change.
   */
  append(jobId: string, change: ChangeOf, options?: AppendOptions): Promise<FullJobMessage | null>;
  /** Notifies followers of events that the caller wrote without `append`. */
  announce<E extends keyof LogEvents>(event: E, data: LogEvents[E]): void;
  /** Null when there is no such job. */
  ownerOf(jobId: string): Promise<string | null>;
  /**
   * The newest message and the events after the position, read in one transaction. Null when there is no such
   * job.
   */
  read(jobId: string, position?: Position): Promise<Snapshot | null>;
  /** Number of the newest event, for each job that exists. */
  heads(jobIds: string[]): Promise<Map<string, number>>;
  /** Events after `seq`, oldest first. */
  after(jobId: string, seq: number, limit: number): Promise<FullJobMessage[]>;
  on<E extends keyof LogEvents>(event: E, listener: (data: LogEvents[E]) => void): () => void;
}
