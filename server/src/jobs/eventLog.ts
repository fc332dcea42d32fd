import type {
  Detail,
  FullJobMessage,
  JobError,
  JobResult,
  JobStatus,
  Phase,
  Report,
} from '@seo-live/protocol';
import type { Selectable } from 'kysely';
import type { JobsTable } from '../store/database/schema.ts';

export type JobRow = Selectable<JobsTable>;

/** What a client holds already. */
export interface Position {
  sinceSeq?: number;
  epoch?: string;
}

interface LogEvents {
  /** The log of a job has grown: rows up to `seq` can be read. */
  grown: { jobId: string; seq: number };
  deleted: { jobId: string };
  /** After `grown`; `code` says why there is no report. */
  ended: { jobId: string; status: JobStatus; code: string | null };
}

/** What changes with an event; everything not named stays as it was. */
export interface EventChange {
  status?: JobStatus;
  phase?: Phase;
  /** 0–100; clamped so that it never goes down. */
  progress?: number;
  step?: string;
  detail?: Partial<Detail>;
  result?: JobResult;
  error?: JobError;
  report?: Report;
  lastRequestAt?: string | null;
}

interface AppendOptions {
  /** Waits for the disk: for ends, which are told to people. */
  durable?: boolean;
  /** Begins a new epoch with this event: after an unclean stop. */
  newEpoch?: boolean;
}

export interface Snapshot {
  message: FullJobMessage;
  ended: boolean;
  /** The position is not in the log any more: the message is all there is. */
  reset: boolean;
  /** After the position, oldest first; absent without a position. */
  events?: FullJobMessage[];
}

/** A change, or what makes one of the row as it is in the transaction; null leaves everything as it is. */
export type ChangeOf = EventChange | ((row: JobRow) => EventChange | null);

export interface EventLog {
  /**
   * State row and log row in one transaction; followers are told once it is committed. Null when nothing
   * was written: no such job, it has ended, or the change is not one the status machine allows.
   */
  append(jobId: string, change: ChangeOf, options?: AppendOptions): Promise<FullJobMessage | null>;
  /** Tells followers of what a caller's own transaction wrote. */
  announce<E extends keyof LogEvents>(event: E, data: LogEvents[E]): void;
  /** Null when there is no such job. */
  ownerOf(jobId: string): Promise<string | null>;
  /** Row, head and the events after the position, in one transaction. Null when there is no such job. */
  read(jobId: string, position?: Position): Promise<Snapshot | null>;
  /** Number of the newest event, for each job that exists. */
  heads(jobIds: string[]): Promise<Map<string, number>>;
  /** Events after `seq`, oldest first. */
  after(jobId: string, seq: number, limit: number): Promise<FullJobMessage[]>;
  on<E extends keyof LogEvents>(event: E, listener: (data: LogEvents[E]) => void): () => void;
}
