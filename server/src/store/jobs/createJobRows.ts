import type { Store } from '../database/openStore.ts';
import { createPurgeStore, type PurgeStore } from './createPurgeStore.ts';
import { countJob, type JobCounts } from './jobCounts.ts';

/** What takes long for a big scan, so that it must not run in the thread that answers people. */
export interface JobRows extends PurgeStore {
  /** Pages and issues, counted from the job's rows. */
  count(jobId: string): Promise<JobCounts>;
}

export const createJobRows = (store: Store): JobRows => ({
  ...createPurgeStore(store),
  count: (jobId) => countJob(store.db, jobId),
});
