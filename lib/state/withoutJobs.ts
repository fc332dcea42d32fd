import type { Elsewhere } from './startedElsewhere';

/** The same object when none of them is there: then nothing is written. */
export function withoutJobs(held: Elsewhere, jobIds: ReadonlySet<string>): Elsewhere {
  const jobs = held.jobs.filter(({ jobId }) => !jobIds.has(jobId));
  return jobs.length === held.jobs.length ? held : { ...held, jobs };
}
