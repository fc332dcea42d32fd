import { useScreen, useStored } from '../screen/ScreenProvider';
import type { ConnectionState } from './connectionState';
import { useConnection } from './useConnection';

const looks: Record<ConnectionState, { tone: string; dot: 'full' | 'half' | 'dashed' | 'empty' }> = {
  idle: { tone: 'quiet', dot: 'full' },
  connecting: { tone: 'quiet', dot: 'half' },
  reconnecting: { tone: 're', dot: 'half' },
  live: { tone: 'live', dot: 'full' },
  polling: { tone: 'poll', dot: 'dashed' },
  websocket_disabled: { tone: 'poll', dot: 'dashed' },
  switched_off: { tone: 'poll', dot: 'dashed' },
  server_full: { tone: 'poll', dot: 'dashed' },
  forbidden_origin: { tone: 'poll', dot: 'dashed' },
  rate_limited: { tone: 'poll', dot: 'dashed' },
  unreachable: { tone: 'off', dot: 'empty' },
  not_our_server: { tone: 'off', dot: 'empty' },
  refused: { tone: 'off', dot: 'empty' },
  not_ready: { tone: 'off', dot: 'empty' },
  no_access: { tone: 'off', dot: 'empty' },
  offline: { tone: 'off', dot: 'empty' },
  not_paired: { tone: 'quiet', dot: 'empty' },
  unauthorized: { tone: 'off', dot: 'empty' },
  given_up: { tone: 'off', dot: 'empty' },
};

function Dot({ kind }: { kind: 'full' | 'half' | 'dashed' | 'empty' }) {
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

/** Words of the pill, e.g. "Polling every 5 s" with the real interval. */
export function useConnectionWords(): string {
  const { t, f } = useScreen();
  const { attempt, pollEveryMs } = useStored((view) => view.connection);
  const state = useConnection();
  switch (state) {
    case 'reconnecting':
      return t('pill.reconnecting', { attempt });
    case 'polling':
    case 'server_full':
    case 'forbidden_origin':
    case 'rate_limited':
      return t('pill.polling', { every: f.interval(pollEveryMs ?? 5000) });
    case 'websocket_disabled':
    case 'switched_off':
      return t('pill.live_off');
    default:
      return t(`pill.${state}`);
  }
}

/** How updates arrive right now, in one word and one shape; opens the connection log. */
export function ConnectionPill() {
  const { t, openPage } = useScreen();
  const state = useConnection();
  const { tone, dot } = looks[state];
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
