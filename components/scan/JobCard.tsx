import { memo } from 'react';
import { useStored, useStoredList } from '../screen/ScreenProvider';
import { ActiveCard } from './ActiveCard';
import { StartingCard } from './StartingCard';

/** Which scans have a card. It does not change with their messages, so that a message renders one card. */
export const useRunningIds = (): string[] =>
  useStoredList((view) => view.jobs.filter(({ kind }) => kind !== 'ended').map(({ id }) => id));

/** One scan that is starting or running. It renders again only when that scan changes. */
export const JobCard = memo(function JobCard({ id }: { id: string }) {
  const job = useStored((view) => view.jobs.find((row) => row.id === id));
  if (!job || job.kind === 'ended') return null;
  return job.kind === 'starting' ? <StartingCard job={job} /> : <ActiveCard job={job} />;
});

/** All scans that have not ended; shown below a form that starts or follows a scan. */
export function RunningCards() {
  const ids = useRunningIds();
  return (
    <div className="inset">
      {ids.map((id) => (
        <JobCard key={id} id={id} />
      ))}
    </div>
  );
}
