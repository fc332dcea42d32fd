import { isBasicKey } from '@/lib/state/basicServer';
import { belongsTo } from '@/lib/state/jobKey';
import type { JobView } from '@/lib/state/jobView';
import { scanWords } from '../notes/failureWords';
import { useReportless } from '../scan/useReportless';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { addressOf, hostOf, placeOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import { PageText } from '../shared/PageText';
import { reportPath } from '../shared/pageHash';
import { ScanRow } from './ScanRow';

interface Outcome {
  /** A word before the score. */
  word: string;
  /** Why there is no report, on a line of its own. */
  why?: string;
  more?: string;
  /** Nothing is wrong: the score is one of the past, or of a part. */
  quiet?: boolean;
}

function useOutcome(job: JobView, fresh: boolean): Outcome {
  const { t } = useScreen();
  const host = hostOf(job.url);
  const { message } = job;
  const server = useStored((view) => view.server);
  if (server !== null && job.key !== null && !belongsTo(server, job.key))
    return { word: '', why: t('earlier.former'), more: t('earlier.former_text', { host }), quiet: true };
  if (job.removed)
    return {
      word: '',
      why: t(job.removed === 'deleted' ? 'earlier.deleted' : 'earlier.gone'),
      more: t('earlier.gone_text', { host }),
    };
  if (isBasicKey(job.key) && message) {
    const why = message.status === 'failed' ? message.error?.message || t('timeline.failed_text') : undefined;
    return { word: t(`status.${message.status}`), ...(why ? { why } : {}) };
  }
  if (message?.status === 'failed') {
    const words = scanWords(t, message.error?.code ?? 'unknown', host);
    return { word: t('status.failed'), why: words.title, more: words.text };
  }
  if (message?.status === 'cancelled') {
    const scored = typeof message.result?.score === 'number';
    return scored ? { word: '', why: t('earlier.partial'), quiet: true } : { word: t('status.cancelled') };
  }
  return { word: fresh ? t('earlier.fresh') : '' };
}

/** One ended scan; a click opens its report. */
export function EarlierRow({ job, now, fresh }: { job: JobView; now: number; fresh: boolean }) {
  const { t, f, send, openPage } = useScreen();
  const host = placeOf(job.url, job.mode);
  const outcome = useOutcome(job, fresh);
  const reportless = useReportless(job.key, job);
  const score = job.message?.result?.score ?? null;
  const name =
    score === null
      ? t(reportless ? 'timeline.open' : 'earlier.open', { host })
      : t(reportless ? 'timeline.open_scored' : 'earlier.open_scored', { host, score: f.count(score) });
  return (
    <ScanRow
      className={`past${fresh ? ' fresh' : ''}`}
      testId="earlier"
      jobId={job.id}
      at={job.at}
      now={now}
      host={
        <button
          type="button"
          className="go"
          title={addressOf(job.url)}
          aria-label={name}
          onClick={() => openPage(reportPath(job.id))}
        >
          <PageText className="clip">{host}</PageText>
        </button>
      }
      action={
        <button
          type="button"
          className="ib"
          aria-label={t('earlier.dismiss', { host })}
          title={t('app.remove')}
          onClick={() => void send('dismiss', job.id)}
        >
          <Icon name="cross" small />
        </button>
      }
      below={
        outcome.why && (
          <span className={outcome.quiet ? 'why dim' : 'why'} title={outcome.more}>
            <PageText>{outcome.why}</PageText>
          </span>
        )
      }
    >
      <span className={`out clip${score === null || outcome.quiet ? '' : ' done'}`}>{outcome.word}</span>
      {score === null ? (
        <b>
          <span aria-hidden="true">–</span>
          <span className="only-read">{t('earlier.no_score')}</span>
        </b>
      ) : (
        <b className={outcome.quiet ? 'num dim' : 'num'}>{f.count(score)}</b>
      )}
    </ScanRow>
  );
}
