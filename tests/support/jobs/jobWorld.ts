import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  isTerminal,
  type JobStatusAnswer,
  type StartJobRequest,
  scanOptionsSchema,
} from '@seo-live/protocol';
import { createEventLog } from '../../../server/src/jobs/log/createEventLog.ts';
import { createJobManager } from '../../../server/src/jobs/manager/createJobManager.ts';
import type { JobLimits, JobManager } from '../../../server/src/jobs/manager/jobManager.ts';
import { type Clock, systemClock } from '../../../server/src/shared/clock.ts';
import { openStore, type Store } from '../../../server/src/store/database/openStore.ts';
import { createJobStore } from '../../../server/src/store/jobs/createJobStore.ts';
import { type Script, scriptedSteps } from './scriptedSteps.ts';

export const request = (url: string, mode: 'page' | 'site' = 'site'): StartJobRequest => ({
  url,
  mode,
  options: scanOptionsSchema.parse({}),
});

export interface JobWorldOptions {
  script?: Script;
  limits?: Partial<JobLimits>;
  clock?: Clock;
  /** The data folder of an earlier world, to start on its data. */
  folder?: string;
  /** False does not resume unfinished jobs, as when a server cannot listen on its port. */
  start?: boolean;
}

/** A store in a folder of its own, two users, and a job manager whose scans follow a script. */
export async function openJobWorld({
  script = { pages: 5 },
  limits,
  clock = systemClock,
  folder,
  start = true,
}: JobWorldOptions = {}) {
  const home = folder ?? (await mkdtemp(path.join(tmpdir(), 'seo-live-jobs-')));
  const store = await openStore(path.join(home, 'store.db'));
  for (const id of ['ada', 'bob']) await addUser(store, id);
  const log = createEventLog({ store, clock });
  const errors: unknown[] = [];
  const jobs = createJobManager({
    store,
    log,
    steps: scriptedSteps(store, script),
    clock,
    limits: { concurrentPerServer: 4, concurrentPerUser: 2, unfinishedPerUser: 50, ...limits },
    onError: (error) => errors.push(error),
  });
  if (start) await jobs.start();
  return {
    store,
    stored: createJobStore(store),
    log,
    jobs,
    errors,
    folder: home,
    /** Stops jobs, then the store; with `keep` the data folder stays for the next world. */
    async close({ keep = false } = {}): Promise<void> {
      await jobs.close();
      await store.close();
      if (!keep) await rm(home, { recursive: true, force: true });
    },
    /** Closes the database as a killed process would: nothing is stopped, nothing is marked. */
    async crash(): Promise<void> {
      await store.close();
    },
  };
}

export type JobWorld = Awaited<ReturnType<typeof openJobWorld>>;

async function addUser(store: Store, id: string): Promise<void> {
  await store.db
    .insertInto('users')
    .values({ id, name: id, role: 'member', created_at: new Date(0).toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Calls `read` every 10 ms until `is` accepts the answer. */
export async function until<T>(read: () => Promise<T> | T, is: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const value = await read();
    if (is(value)) return value;
    await wait(10);
  }
  throw new Error('What was waited for did not happen.');
}

export const untilStatus = (
  jobs: JobManager,
  userId: string,
  jobId: string,
  status: string,
): Promise<JobStatusAnswer> =>
  until(
    () => jobs.status(userId, jobId),
    (answer) => answer.status === status,
  );

export const untilOver = (jobs: JobManager, userId: string, jobId: string): Promise<JobStatusAnswer> =>
  until(
    () => jobs.status(userId, jobId),
    (answer) => isTerminal(answer.status),
  );

/** A gate that a scripted scan waits at until the test opens it. */
export function createGate() {
  let open = Promise.withResolvers<void>();
  let arrived = Promise.withResolvers<void>();
  return {
    async wait(): Promise<void> {
      arrived.resolve();
      await open.promise;
    },
    arrived: (): Promise<void> => arrived.promise,
    open: (): void => open.resolve(),
    close(): void {
      open = Promise.withResolvers();
      arrived = Promise.withResolvers();
    },
  };
}
