import type { ServerJob } from '../../tests/support/chaos/historyChecker.ts';
import type { PlaceAt } from './measureDelays.ts';

export type LoggedJob = ServerJob & {
  /** The events that the log still has, with the times of their appends. */
  appended: PlaceAt[];
};

/** A server under test: ours or the FastAPI demo. */
export interface Backend {
  port: number;
  /** Returns a code for one pairing. */
  pair(user: string): Promise<{ code: string }>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** Starts it again with the same port and data; resolves when it answers requests. */
  start(): Promise<void>;
  /** Reads every job from the server's database file. */
  readJobs(): Promise<LoggedJob[]>;
  close(): Promise<void>;
}

interface LoggedMessage {
  epoch: string;
  seq: number;
  status: string;
  progress: number;
  timestamp: string;
}

/** Makes a job from the stored messages of its log, oldest first. */
export function toLoggedJob(
  job: { jobId: string; url: string; status: string; seq: number; epoch: string },
  messages: string[],
): LoggedJob {
  const { jobId, url, status, seq, epoch } = job;
  const parsed = messages.map((message) => JSON.parse(message) as LoggedMessage);
  return {
    jobId,
    url,
    final: { status, seq, epoch },
    events: parsed.map((event) => ({
      epoch: event.epoch,
      seq: event.seq,
      status: event.status,
      progress: event.progress,
    })),
    appended: parsed.map((event) => ({
      jobId,
      epoch: event.epoch,
      seq: event.seq,
      at: Date.parse(event.timestamp),
    })),
  };
}
