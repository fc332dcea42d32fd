import type { JobMessage } from '@seo-live/protocol';
import type { JobView } from '@/lib/state/jobView';
import { ConnectionNote } from '../notes/ConnectionNote';
import { FailureNote } from '../notes/FailureNote';
import { ScanControls } from '../scan/ScanControls';
import { useScanControls } from '../scan/useScanControls';
import { useScanProgress } from '../scan/useScanProgress';
import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { JobId, PageText } from '../shared/PageText';
import { LiveHead } from './LiveHead';
import type { LiveViewProps } from './LiveView';
import { TimelineList } from './TimelineList';

/**
 * For a scan that was removed from the server, or has failed: what happened, in the server's words if there
 * are any.
 */
function Outcome({ job, message }: { job: JobView; message: JobMessage | null }) {
  const { t, f } = useScreen();
  if (job.removed) {
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
            {t('timeline.failed_says')}
            {f.gap}
            <PageText className="any">{reason}</PageText>
          </>
        ) : (
          t('timeline.failed_text')
        )
      }
    />
  );
}

/** Instead of a report: the progress that a basic server sent, with the times of this computer. */
export function TimelineView({ job, inPanel = false }: LiveViewProps) {
  const { t } = useScreen();
  const { bar } = useScanProgress(job);
  const controls = useScanControls(job);
  const { message } = job;
  const active = job.kind === 'active';
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
      <LiveHead job={job} bar={job.removed ? null : bar}>
        {message && !job.removed && (
          <span className={`tag ${tone[message.status]}`}>{t(`status.${message.status}`)}</span>
        )}
      </LiveHead>
      {active && !inPanel && <ConnectionNote />}
      <Outcome job={job} message={message} />
      <TimelineList job={job} />
      <p className="dim sm">{t('timeline.text')}</p>
      {job.jobId && (
        <p className="dim sm">
          {t('timeline.id')}
          <JobId id={job.jobId} />
        </p>
      )}
      {active && <p className="dim sm">{t('job.leave_text')}</p>}
      {active && <ScanControls job={job} controls={controls} wide />}
      <FailureNote failure={controls.failure} />
    </article>
  );
}
