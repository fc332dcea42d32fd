import type { JobMessage } from '@seo-live/protocol';
import { connectionStates } from '@/lib/state/connectionStates';
import type { JobView } from '@/lib/state/jobView';
import { useConnection } from '../connection/useConnection';
import { ConnectionNote } from '../notes/ConnectionNote';
import { FailureNote } from '../notes/FailureNote';
import { barLook, ProgressBar } from '../scan/ProgressBar';
import { progressWords } from '../scan/progressWords';
import { ScanControls } from '../scan/ScanControls';
import { useScanControls } from '../scan/useScanControls';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf, openable } from '../shared/address';
import { ExternalLink } from '../shared/ExternalLink';
import { JobId } from '../shared/JobId';
import { Note } from '../shared/Note';
import { PageText } from '../shared/PageText';
import type { LiveViewProps } from './LiveView';
import { TimelineList } from './TimelineList';

/** Gone from the server, or failed: what happened, in the server's words where it gave some. */
function Outcome({ job, message }: { job: JobView; message: JobMessage | null }) {
  const { t } = useScreen();
  if (job.gone) {
    return <Note tone="warn" icon="warning" title={t('timeline.gone')} text={t('timeline.gone_text')} />;
  }
  if (message?.status !== 'failed') return null;
  const reason = message.error?.message;
  return (
    <Note
      tone="bad"
      icon="stopped"
      title={t('timeline.failed')}
      text={
        reason ? (
          <>
            {t('timeline.failed_says')} <PageText className="any">{reason}</PageText>
          </>
        ) : (
          t('timeline.failed_text')
        )
      }
    />
  );
}

/** In place of a report: what a plain server said of a scan, with the times of this computer. */
export function TimelineView({ job, beside = false }: LiveViewProps) {
  const { t, f } = useScreen();
  const { stale } = connectionStates[useConnection()];
  const controls = useScanControls(job);
  const { message } = job;
  const active = job.kind === 'active';
  const host = hostOf(job.url);
  const words = message ? progressWords({ t, f }, message) : t('job.first_news');
  const tone = {
    completed: 'ok',
    failed: 'bad',
    running: 'run',
    paused: 'paused',
    queued: '',
    cancelled: '',
  };
  return (
    <article className="live-view" aria-label={t('timeline.title')} data-testid="timeline">
      <div className="row wrap-row">
        <PageText className="h2 any">{host}</PageText>
        {message && !job.gone && (
          <span className={`tag ${tone[message.status]}`}>{t(`status.${message.status}`)}</span>
        )}
        <span className="end" />
        {!job.gone && <span className="h2 num">{f.percent(message?.progress ?? 0)}</span>}
      </div>
      {openable(job.url) && (
        <p className="sm any">
          <ExternalLink url={job.url} />
        </p>
      )}
      {!job.gone && (
        <ProgressBar
          percent={message?.progress ?? 0}
          look={message ? barLook(message, active && stale) : 'stale'}
          label={t('job.progress', { host })}
          words={words}
        />
      )}
      {active && !beside && <ConnectionNote />}
      <Outcome job={job} message={message} />
      <TimelineList job={job} />
      <p className="dim sm">{t('timeline.text')}</p>
      {job.jobId && (
        <p className="dim sm">
          {t('timeline.id')} <JobId id={job.jobId} />
        </p>
      )}
      {active && <p className="dim sm">{t('job.leave_text')}</p>}
      {active && <ScanControls job={job} controls={controls} wide />}
      <FailureNote failure={controls.failure} />
    </article>
  );
}
