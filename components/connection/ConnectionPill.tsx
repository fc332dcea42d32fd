import { type ConnectionState, connectionStates } from '@/lib/state/connectionStates';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { useConnection } from './useConnection';

function Dot({ kind }: { kind: (typeof connectionStates)[ConnectionState]['dot'] }) {
  const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 };
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true">
      {kind === 'full' && <circle cx="5" cy="5" r="4" fill="currentColor" />}
      {kind === 'half' && <path d="M5 1.8a3.2 3.2 0 0 0 0 6.4z" fill="currentColor" />}
      {kind !== 'full' && (
        <circle
          cx="5"
          cy="5"
          r="3.6"
          {...ring}
          {...(kind === 'dashed' ? { strokeDasharray: '1.6 1.3' } : {})}
        />
      )}
    </svg>
  );
}

/** The words of the pill, for example "Polling every 5 s" with the real interval. */
export function useConnectionWords(): string {
  const { t, f } = useScreen();
  const { attempt, pollEveryMs } = useStored((view) => view.connection);
  const { pill } = connectionStates[useConnection()];
  if (pill === 'reconnecting') return t('pill.reconnecting', { attempt });
  if (pill === 'polling') return t('pill.polling', { every: f.interval(pollEveryMs ?? 5000) });
  return t(`pill.${pill}`);
}

/** How updates arrive now, in a few words and one shape. A click opens the connection log. */
export function ConnectionPill() {
  const { t, openPage } = useScreen();
  const state = useConnection();
  const { tone, dot } = connectionStates[state];
  const words = useConnectionWords();
  return (
    <button
      type="button"
      className={`conn ${tone}`}
      data-testid="connection"
      data-state={state}
      aria-label={t('pill.details', { state: words })}
      onClick={() => openPage('/options.html#log')}
    >
      <Dot kind={dot} />
      <span className="clip">{words}</span>
    </button>
  );
}

/** Reads aloud that live updates were lost, or are back. In a region of its own, so that each is read once. */
export function ConnectionAnnouncement() {
  const { t } = useScreen();
  const change = useStored((view) => view.connection.news);
  return (
    <div className="only-read" role="status" aria-live="polite" data-testid="connection-announcement">
      {change ? t(`connection.updates_${change}`) : ''}
    </div>
  );
}
