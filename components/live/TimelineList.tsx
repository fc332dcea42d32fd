import type { JobView } from '@/lib/state/jobView';
import { TIMELINE_KEEPS } from '@/lib/state/timeline';
import { useScreen } from '../screen/ScreenProvider';
import { PageText } from '../shared/PageText';
import { timelineSteps } from './timelineSteps';
import { useTimeline } from './useTimeline';

/** The steps of a scan: when the first message of each came, and its progress. */
export function TimelineList({ job }: { job: JobView }) {
  const { t, f } = useScreen();
  const points = useTimeline(job.key);
  if (!points) return null;
  const steps = timelineSteps(points, job.message);
  if (steps.length === 0) {
    return <p className="dim sm">{t(job.kind === 'active' ? 'timeline.empty' : 'timeline.empty_over')}</p>;
  }
  const percents = (from: number, to: number) =>
    from === to ? f.percent(to) : t('timeline.from_to', { from: f.percent(from), to: f.percent(to) });
  return (
    <section>
      <h2 className="lab">{t('timeline.steps')}</h2>
      {points.length >= TIMELINE_KEEPS && (
        <p className="dim sm">{t('timeline.cut', { count: TIMELINE_KEEPS })}</p>
      )}
      <ol className="timeline">
        {steps.map(({ at, step, status, from, to }) => (
          <li key={at} data-testid="timeline-step">
            <time className="num dim" dateTime={at} title={f.date(at)}>
              {f.seconds(at)}
            </time>
            <span className="any">
              {step ? <PageText>{step}</PageText> : t('timeline.no_step')}
              {status !== 'running' && <span className="dim"> · {t(`status.${status}`)}</span>}
            </span>
            <span className="num">{percents(from, to)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
