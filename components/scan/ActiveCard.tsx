import { connectionStates } from '@/lib/state/connectionStates';
import type { JobView } from '@/lib/state/jobView';
import { isPlainKey } from '@/lib/state/plain';
import { shownTime } from '@/lib/state/shownTime';
import { useConnection } from '../connection/useConnection';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { addressOf, hostOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import { Note } from '../shared/Note';
import { PageText } from '../shared/PageText';
import { SeverityList } from '../shared/SeverityList';
import { barLook, ProgressBar } from './ProgressBar';
import { etaWords, progressWords } from './progressWords';
import { reportPath } from './reportPath';
import { ScanControls } from './ScanControls';
import { useScanControls } from './useScanControls';

/** A running, paused or queued scan: percent, words, counts, one address. */
export function ActiveCard({ job }: { job: JobView }) {
  const { t, f, openPage } = useScreen();
  const { stale } = connectionStates[useConnection()];
  const controls = useScanControls(job);
  const host = hostOf(job.url);
  const { message } = job;
  const detail = message?.detail;
  const words = message ? progressWords({ t, f }, message) : t('job.first_news');
  const right = () => {
    if (!message) return '';
    if (stale) return t('job.as_of', { time: f.seconds(shownTime(message)) });
    if (message.status === 'queued') return t('job.starts_itself');
    return message.status === 'running' && detail ? etaWords({ t, f }, detail.eta_s) : '';
  };
  const slowed = message?.status === 'running' ? (detail?.slowed ?? 0) : 0;
  const current = message?.status === 'running' ? detail?.current_urls[0] : undefined;

  return (
    <article className="job" data-testid="job" data-job={job.id} data-status={message?.status ?? 'queued'}>
      <div className="top">
        <button
          type="button"
          className="host"
          aria-label={t('job.open', { host })}
          onClick={() => openPage(reportPath(job.key ?? job.id))}
        >
          <PageText className="clip">{host}</PageText>
        </button>
        {!isPlainKey(job.key) && <span className="tag">{t(`mode.${job.mode}`)}</span>}
        {message?.status === 'paused' && <span className="tag paused">{t('status.paused')}</span>}
        {message?.status === 'queued' && <span className="tag">{t('status.queued')}</span>}
        <span className="pct" data-testid="percent">
          {f.percent(message?.progress ?? 0)}
        </span>
        <ScanControls job={job} controls={controls} />
      </div>
      <ProgressBar
        percent={message?.progress ?? 0}
        look={message ? barLook(message, stale) : 'stale'}
        label={t('job.progress', { host })}
        words={words}
      />
      <div className="line">
        <span data-testid="progress-line">{words}</span>
        <span className="nowrap">{right()}</span>
      </div>
      {detail && message?.status !== 'queued' && <SeverityList counts={detail.issues} />}
      {slowed > 0 && detail && (
        <div className="warned sm">
          <Icon name="slow" small />
          <span>{t('job.slowed', { count: slowed, rate: f.decimal(detail.rate_per_s) })}</span>
        </div>
      )}
      {current && !stale && slowed === 0 && (
        <div className="url clip">
          <PageText>{addressOf(current)}</PageText>
        </div>
      )}
      {job.problem && (
        <Note tone="bad" icon="info" title={t('job.cancel_lost')} text={t('job.cancel_lost_text')} alert />
      )}
      <FailureNote failure={controls.failure} />
    </article>
  );
}
