import type { ServerJob } from '../../tests/support/chaos/historyChecker.ts';
import type { PlaceAt } from './measureDelays.ts';

export type LoggedJob = ServerJob & {
  /** What its log still holds, with the times at which it was appended. */
  appended: PlaceAt[];
};

/** A server as chaos needs it, whoever wrote it. */
export interface Backend {
  port: number;
  /** Answers a code for one pairing. */
  pair(user: string): Promise<{ code: string }>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** Again on the same port and data; it answers when this does. */
  start(): Promise<void>;
  /** Every job, straight from the server's file. */
  readJobs(): Promise<LoggedJob[]>;
  close(): Promise<void>;
}

interface Said {
  epoch: string;
  seq: number;
  status: string;
  progress: number;
  timestamp: string;
}

/** A job by the messages of its log as they are stored, oldest first. */
export function loggedJob(
  job: { jobId: string; url: string; status: string; seq: number; epoch: string },
  messages: string[],
): LoggedJob {
  const { jobId, url, status, seq, epoch } = job;
  const said = messages.map((message) => JSON.parse(message) as Said);
  return {
    jobId,
    url,
    final: { status, seq, epoch },
    events: said.map((event) => ({
      epoch: event.epoch,
      seq: event.seq,
      status: event.status,
      progress: event.progress,
    })),
    appended: said.map((event) => ({
      jobId,
      epoch: event.epoch,
      seq: event.seq,
      at: Date.parse(event.timestamp),
    })),
  };
}
