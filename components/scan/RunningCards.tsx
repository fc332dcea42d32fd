import { useStored } from '../screen/ScreenProvider';
import { JobCard } from './JobCard';

/** What becomes of a scan, right below the form that started or followed it. */
export function RunningCards() {
  const jobs = useStored((view) => view.jobs);
  return (
    <div className="inset">
      {jobs
        .filter((job) => job.kind !== 'ended')
        .map((job) => (
          <JobCard key={job.id} id={job.id} />
        ))}
    </div>
  );
}
