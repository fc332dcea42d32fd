import { useScreen, useStored } from '../ScreenContext';
import { JobCard } from '../scan/JobCard';
import { Step } from '../welcome/Step';
import { FollowForm } from './FollowForm';

/** The first scan of a plain server, and what becomes of it right below. */
export function FirstFollow() {
  const { t } = useScreen();
  const jobs = useStored((view) => view.jobs);
  return (
    <Step number={4} title={t('plain.try')} done={false}>
      <FollowForm />
      <p className="dim sm">{t('plain.try_hint')}</p>
      <div className="inset">
        {jobs
          .filter((job) => job.kind !== 'ended')
          .map((job) => (
            <JobCard key={job.id} id={job.id} />
          ))}
      </div>
    </Step>
  );
}
