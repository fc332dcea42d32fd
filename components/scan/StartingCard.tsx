import type { JobView } from '@/lib/state/jobView';
import { useBasicServer } from '../connection/useConnection';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import { useAction } from '../shared/useAction';
import { useFocusNext } from '../shared/useFocusNext';
import { ScanHead } from './ScanHead';
import { StartProblem } from './StartProblem';

/** A start that the server has not answered yet, or has refused. */
export function StartingCard({ job }: { job: JobView }) {
  const { t, send } = useScreen();
  const basic = useBasicServer();
  const host = hostOf(job.url);
  const refused = job.problem?.final === true;
  const remove = useAction(() => (refused ? send('dismiss', job.id) : send('cancelScan', job.id)));
  const label = refused ? t('earlier.dismiss', { host }) : t('job.cancel_host', { host });

  const card = useFocusNext<HTMLElement>();

  return (
    <article
      ref={card}
      data-row=""
      className="job"
      data-testid="job"
      data-job={job.id}
      data-status={refused ? 'refused' : 'starting'}
    >
      <ScanHead job={job} withMode={!basic}>
        {!refused && <span className="tag run">{t('job.starting')}</span>}
        <span className="end" />
        <button
          type="button"
          className="ib"
          aria-label={label}
          title={label}
          aria-disabled={remove.busy}
          onClick={() => void remove.run()}
        >
          <Icon name="cross" />
        </button>
      </ScanHead>
      {job.problem ? (
        <StartProblem job={job} problem={job.problem} />
      ) : (
        <p className="dim sm">{t('job.sending')}</p>
      )}
      <FailureNote failure={remove.failure} />
    </article>
  );
}
