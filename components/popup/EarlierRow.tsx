import type { JobView } from '@/lib/state/types';
import { useScreen } from '../ScreenContext';
import { reportPath } from '../scan/reportPath';
import { hostOf } from '../shared/address';
import { scanWords } from '../shared/failureWords';
import { Icon } from '../shared/Icon';
import { PageText } from '../shared/PageText';

/** What became of it, in a word or two; nothing when the score says it all. */
function useOutcome(job: JobView, fresh: boolean): { text: string; title?: string } {
  const { t } = useScreen();
  const host = hostOf(job.url);
  const { message } = job;
  if (job.gone) return { text: t('earlier.gone'), title: t('earlier.gone_text', { host }) };
  if (message?.status === 'failed') {
    const words = scanWords(t, message.error?.code ?? 'unknown', host);
    return { text: words.title, title: words.text };
  }
  if (message?.status === 'cancelled') return { text: t('status.cancelled') };
  return { text: fresh ? t('earlier.fresh') : '' };
}

/** One ended scan: opens its report. */
export function EarlierRow({ job, now, fresh }: { job: JobView; now: number; fresh: boolean }) {
  const { t, f, send, openPage } = useScreen();
  const host = hostOf(job.url);
  const outcome = useOutcome(job, fresh);
  const score = job.message?.result?.score ?? null;
  const failed = job.gone !== null || job.message?.status === 'failed';
  return (
    <li className={`past${fresh ? ' fresh' : ''}`} data-testid="earlier" data-job={job.id}>
      <button
        type="button"
        className="go"
        aria-label={`${t('earlier.open', { host })}${score === null ? '' : `: ${f.count(score)}`}`}
        onClick={() => openPage(reportPath(job.key ?? job.id))}
      >
        <PageText className="clip">{host}</PageText>
      </button>
      <b className="num">{score === null ? '–' : f.count(score)}</b>
      <span className={`out clip ${failed ? 'down' : 'dim'}`} title={outcome.title ?? outcome.text}>
        {outcome.text}
      </span>
      <time className="num" dateTime={job.at} title={f.date(job.at)}>
        {f.ago(job.at, now)}
      </time>
      <button
        type="button"
        className="ib"
        aria-label={t('earlier.dismiss', { host })}
        title={t('app.remove')}
        onClick={() => void send('dismiss', job.id)}
      >
        <Icon name="cross" small />
      </button>
    </li>
  );
}
