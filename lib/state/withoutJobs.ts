import type { StartedElsewhere } from './startedElsewhere';

/** Removes these jobs. Returns the same object if none is listed, so that nothing is written. */
export function withoutJobs(current: StartedElsewhere, jobIds: ReadonlySet<string>): StartedElsewhere {
  const jobs = current.jobs.filter(({ jobId }) => !jobIds.has(jobId));
  return jobs.length === current.jobs.length ? current : { ...current, jobs };
}
