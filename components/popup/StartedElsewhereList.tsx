import type { StartedElsewhereJob } from '@/lib/state/startedElsewhere';
import { FailureNote } from '../notes/FailureNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { addressOf, hostOf } from '../shared/address';
import { PageText } from '../shared/PageText';
import { useAction } from '../shared/useAction';
import { useNow } from '../shared/useNow';
import { ScanRow } from './ScanRow';

function StartedElsewhereRow({ job, now }: { job: StartedElsewhereJob; now: number }) {
  const { t, send } = useScreen();
  const watch = useAction(() => send('watchScan', job.jobId));
  const host = hostOf(job.url);
  return (
    <ScanRow
      className="past elsewhere"
      testId="elsewhere"
      at={job.createdAt}
      now={now}
      host={
        <span className="clip host" title={addressOf(job.url)}>
          <PageText>{host}</PageText>
        </span>
      }
      action={
        <button
          type="button"
          className="btn sm"
          aria-label={t('job.watch_host', { host })}
          aria-disabled={watch.busy}
          onClick={() => void watch.run()}
        >
          {t('job.watch')}
        </button>
      }
      below={
        watch.failure && (
          <div className="why">
            <FailureNote failure={watch.failure} />
          </div>
        )
      }
    >
      <span className="tag">{t(`mode.${job.mode}`)}</span>
    </ScanRow>
  );
}

/** Scans that were started in another browser or by a program. One click follows them here. */
export function StartedElsewhereList() {
  const { t } = useScreen();
  const jobs = useStored((view) => view.elsewhere);
  const now = useNow(30_000);
  if (jobs.length === 0) return null;
  return (
    <section className="sect">
      <h2>{t('elsewhere.title')}</h2>
      <ul className="earlier">
        {jobs.map((job) => (
          <StartedElsewhereRow key={job.jobId} job={job} now={now} />
        ))}
      </ul>
    </section>
  );
}
