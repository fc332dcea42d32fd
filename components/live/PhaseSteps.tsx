import { type Detail, type Phase, phases } from '@seo-live/protocol';
import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';

const shown: readonly Phase[] = phases.filter((phase) => phase !== 'done');

/** The phases in order; each is done, current, or still to do. */
export function PhaseSteps({ detail }: { detail: Detail }) {
  const { t } = useScreen();
  // `done` comes last, so all steps shown are done then.
  const at = phases.indexOf(detail.phase);
  return (
    <ol className="steps" aria-label={t('live.steps')}>
      {shown.map((phase, index) => {
        const state = index < at ? 'done' : index === at ? 'now' : 'todo';
        return (
          <li key={phase} className={state} {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
            {state === 'done' ? <Icon name="done" /> : <Dot now={state === 'now'} />}
            <span>{t(`phase.${phase}`)}</span>
            <span className="only-read">{t(`live.step_${state}`)}</span>
            {state === 'now' && detail.pages.discovered > 0 && detail.total_known !== false && (
              <span className="num">
                {t('job.pages', { read: detail.pages.crawled, total: detail.pages.discovered })}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Dot({ now }: { now: boolean }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      {now ? (
        <>
          <circle cx="8" cy="8" r="6" />
          <circle className="pulse" cx="8" cy="8" r="2.6" fill="currentColor" stroke="none" />
        </>
      ) : (
        <circle cx="8" cy="8" r="4.5" strokeDasharray="1.6 2.1" />
      )}
    </svg>
  );
}
