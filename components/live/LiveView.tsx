import type { Detail } from '@seo-live/protocol';
import type { JobView } from '@/lib/state/jobView';
import { shownTime } from '@/lib/state/shownTime';
import { ConnectionNote } from '../notes/ConnectionNote';
import { FailureNote } from '../notes/FailureNote';
import { noIssuesWords, timeLeftWords } from '../scan/progressWords';
import { ScanControls } from '../scan/ScanControls';
import { StartingCard } from '../scan/StartingCard';
import { useScanControls } from '../scan/useScanControls';
import { useScanProgress } from '../scan/useScanProgress';
import { useScreen } from '../screen/ScreenProvider';
import { ExternalLink } from '../shared/ExternalLink';
import { Note } from '../shared/Note';
import { SeverityList } from '../shared/SeverityList';
import { LiveHead } from './LiveHead';
import { PageNumbers } from './PageNumbers';
import { PhaseSteps } from './PhaseSteps';

function Tiles({ detail }: { detail: Detail }) {
  const { t, f } = useScreen();
  return (
    <div className="tiles">
      <div className="tile">
        <span className="lab">{t('live.speed')}</span>
        <div className="big">
          {f.decimal(detail.rate_per_s)} <small>{t('live.pages_per_second')}</small>
        </div>
      </div>
      <div className="tile">
        <span className="lab">{t('live.time_left')}</span>
        <div className="big">
          {timeLeftWords({ t, f }, detail.eta_s) || <small>{t('live.unknown')}</small>}
        </div>
      </div>
    </div>
  );
}

export interface LiveViewProps {
  job: JobView;
  /** The screen around it already shows the state of the connection. */
  inPanel?: boolean;
}

/** A running scan: its phases, page numbers with the reasons for skipped pages, and current URLs. */
export function LiveView({ job, inPanel = false }: LiveViewProps) {
  const { t, f } = useScreen();
  const { bar, stale } = useScanProgress(job);
  const controls = useScanControls(job);
  const { message } = job;
  const detail = message?.detail;
  if (job.kind === 'starting') return <StartingCard job={job} />;
  const slowed = detail?.slowed ?? 0;

  return (
    <article className="live-view" aria-label={t('live.title')} data-testid="live">
      <LiveHead job={job} bar={bar}>
        <span className="tag">{t(`mode.${job.mode}`)}</span>
        {message && (
          <span className={`tag ${message.status === 'paused' ? 'paused' : 'run'}`}>
            {t(`status.${message.status}`)}
          </span>
        )}
      </LiveHead>
      <div className="line sm dim">
        <span>{bar.words}</span>
        <span>{stale && message ? t('job.as_of', { time: f.seconds(shownTime(message)) }) : ''}</span>
      </div>
      {!inPanel && <ConnectionNote />}
      {detail && (
        <>
          <PhaseSteps detail={detail} />
          <Tiles detail={detail} />
          <PageNumbers pages={detail.pages} />
          {slowed > 0 && (
            <Note
              tone="warn"
              icon="slow"
              title={t('live.slowed')}
              text={t('live.slowed_text', { count: slowed })}
            />
          )}
          {detail.current_urls.length > 0 && !stale && message?.status === 'running' && (
            <section>
              <h2 className="lab">{t('live.reading')}</h2>
              <ul className="mono dim any">
                {detail.current_urls.map((url) => (
                  <li key={url}>
                    <ExternalLink url={url} className="dim" />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h2 className="lab">{t('live.issues')}</h2>
            <SeverityList
              counts={detail.issues}
              label={t('live.issues')}
              none={noIssuesWords({ t, f }, detail)}
            />
          </section>
        </>
      )}
      <ScanControls job={job} controls={controls} wide />
      <FailureNote failure={controls.failure} />
    </article>
  );
}
