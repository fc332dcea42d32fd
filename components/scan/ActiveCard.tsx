import { isBasicKey } from '@/lib/state/basicServer';
import type { JobView } from '@/lib/state/jobView';
import { shownTime } from '@/lib/state/shownTime';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { addressOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import { Note } from '../shared/Note';
import { harmless, PageText } from '../shared/PageText';
import { reportPath } from '../shared/pageHash';
import { SeverityList } from '../shared/SeverityList';
import { useFocusNext } from '../shared/useFocusNext';
import { ProgressBar } from './ProgressBar';
import { etaWords, noIssuesWords } from './progressWords';
import { ScanControls } from './ScanControls';
import { ScanHead } from './ScanHead';
import { useScanControls } from './useScanControls';
import { useScanProgress } from './useScanProgress';

/** A running, paused or queued scan: percentage, progress, issues, current URL. */
export function ActiveCard({ job }: { job: JobView }) {
  const { t, f, openPage } = useScreen();
  const { bar, stale, unknownWord } = useScanProgress(job);
  const controls = useScanControls(job);
  const card = useFocusNext<HTMLElement>();
  const { message } = job;
  const detail = message?.detail;
  const right = () => {
    if (!message) return '';
    if (stale) return t('job.as_of', { time: f.seconds(shownTime(message)) });
    if (message.status === 'queued') return t('job.starts_itself');
    return message.status === 'running' && detail ? etaWords({ t, f }, detail.eta_s) : '';
  };
  const slowed = message?.status === 'running' ? (detail?.slowed ?? 0) : 0;
  const current = message?.status === 'running' ? detail?.current_urls[0] : undefined;

  return (
    <article
      ref={card}
      className="job"
      data-row=""
      data-testid="job"
      data-job={job.id}
      data-status={message?.status ?? 'queued'}
    >
      <ScanHead job={job} withMode={!isBasicKey(job.key)} onOpen={() => openPage(reportPath(job.id))}>
        {message?.status === 'paused' && <span className="tag paused">{t('status.paused')}</span>}
        {message?.status === 'queued' && <span className="tag">{t('status.queued')}</span>}
        <span className="pct" data-testid="percent">
          {bar.percent === null ? '' : f.percent(bar.percent)}
        </span>
        <ScanControls job={job} controls={controls} />
      </ScanHead>
      <ProgressBar {...bar} />
      <div className="line">
        <span data-testid="progress-line">{bar.words}</span>
        <span className="nowrap">{right()}</span>
      </div>
      {detail && message?.status !== 'queued' && (
        <SeverityList
          counts={detail.issues}
          label={t('live.issues')}
          none={noIssuesWords({ t, f }, detail)}
        />
      )}
      {slowed > 0 && detail && (
        <div className="warned sm">
          <Icon name="slow" small />
          <span>{t('job.slowed', { count: slowed, rate: f.decimal(detail.rate_per_s) })}</span>
        </div>
      )}
      {unknownWord && message && (
        <div className="warned sm">
          <Icon name="info" small />
          <span>
            {t('job.unknown_word', { word: harmless(unknownWord, 40), time: f.time(shownTime(message)) })}
          </span>
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
