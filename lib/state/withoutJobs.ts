import type { StartedElsewhere } from './startedElsewhere';

/** The same object when none of them is there: then nothing is written. */
export function withoutJobs(current: StartedElsewhere, jobIds: ReadonlySet<string>): StartedElsewhere {
  const jobs = current.jobs.filter(({ jobId }) => !jobIds.has(jobId));
  return jobs.length === current.jobs.length ? current : { ...current, jobs };
}
