import type { State } from '../state/createState';
import type { FollowedJob } from '../state/followedJob';
import { isOver } from '../state/followedJob';
import { isUnsent } from '../state/intent';
import { belongsTo } from '../state/jobKey';
import type { PairedServer } from '../state/pairedServer';

export interface Work {
  /** Followed jobs of the paired server that have not ended. */
  jobs: FollowedJob[];
  /** There is something to follow. An unsent command counts while it can still have an effect. */
  any: boolean;
  /** Something that moves: starting, queued or running. Paused scans do not need a socket. */
  active: boolean;
  /** ISO time of the newest unsent command; empty without one. */
  newestIntentAt: string;
}

/**
 * What the connection is needed for, read from storage and not from memory. The exception is a test of the
 * socket, which ends with the worker.
 */
export async function readWork(state: State, server: PairedServer, testing = false): Promise<Work> {
  const { followed, intents, live } = await state.read('followed', 'intents', 'live');
  const jobs = followed.filter((job) => !isOver(job) && belongsTo(server, job.key));
  const unfinished = new Set(jobs.map(({ key }) => key));
  // A scan that has ended meanwhile need not be cancelled, so the worker is not kept awake for it.
  const sending = intents.filter(
    (intent) => isUnsent(intent) && (intent.kind === 'start' || unfinished.has(intent.jobKey)),
  );
  const unsent = sending.length > 0;
  return {
    jobs,
    any: testing || jobs.length > 0 || unsent,
    active: testing || unsent || jobs.some((job) => live[job.key]?.status !== 'paused'),
    newestIntentAt: sending.reduce((newest, { createdAt }) => (createdAt > newest ? createdAt : newest), ''),
  };
}
