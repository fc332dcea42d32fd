import { useStored } from '../screen/ScreenProvider';
import { useAnalysis } from '../screen/useAnalysis';
import { ActiveCard } from './ActiveCard';
import { StartingCard } from './StartingCard';

/** One scan that is on its way or running; it paints again only when that scan changes. */
export function JobCard({ id }: { id: string }) {
  const { job } = useAnalysis(id);
  if (!job || job.kind === 'ended') return null;
  return job.kind === 'starting' ? <StartingCard job={job} /> : <ActiveCard job={job} />;
}

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
