import { useBasicServer } from '../connection/useBasicServer';
import { useConnection } from '../connection/useConnection';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { StateCard } from '../shared/StateCard';
import { useNow } from '../shared/useNow';
import { AllowAccess } from './AllowAccess';
import { OlderHint } from './OlderNote';

function useReconnect(): () => void {
  const { send } = useScreen();
  return () => void send('reconnect');
}

/** "Live updates stopped at 12:03": counts down to the next try. */
function LostNote() {
  const { t, f } = useScreen();
  const connection = useStored((view) => view.connection);
  const max = useStored((view) => view.settings.config.maxReconnectAttempts);
  const now = useNow(1000);
  const seconds = connection.nextTryAt ? Math.ceil((Date.parse(connection.nextTryAt) - now) / 1000) : 0;
  const attempt = Math.max(1, connection.attempt);
  return (
    <Note
      icon="retry"
      title={t('connection.lost.title', { time: f.time(connection.since) })}
      text={
        seconds > 0 && connection.phase === 'waiting'
          ? t('connection.lost.text', { seconds, attempt, max })
          : t('connection.lost.now', { attempt, max })
      }
    />
  );
}

/** News comes, but what was missed cannot be asked for. */
function UnsureNote() {
  const { t } = useScreen();
  const server = useStored((view) => view.server?.name ?? '');
  const noAccess = useStored((view) => view.connection.reason === 'host_permission');
  return (
    <Note
      tone="warn"
      icon="info"
      title={t('connection.unsure.title', { server })}
      text={t('connection.unsure.text')}
    >
      {noAccess && <AllowAccess />}
    </Note>
  );
}

/** What still works, then the way out, and for a while that updates are back; else nothing while they are live. */
export function ConnectionNote() {
  const { t, f, openPage } = useScreen();
  const state = useConnection();
  const connection = useStored((view) => view.connection);
  const server = useStored((view) => view.server?.name ?? '');
  const tries = useStored((view) => view.settings.config.maxReconnectAttempts);
  const reconnect = useReconnect();
  // Between the first tries the pauses grow to 8 s; after that the poll's interval counts.
  const every = f.interval(connection.pollEveryMs ?? 8000);
  const lost = connection.told === 'lost';
  const afterLoss = (text: string) => (lost ? t('connection.after_loss', { text }) : text);
  const retry = (label: string) => (
    <button type="button" className="btn sm" onClick={reconnect}>
      {label}
    </button>
  );
  const test = (
    <button type="button" className="btn quiet sm" onClick={() => openPage('/options.html#test')}>
      {t('connection.which_step')}
    </button>
  );

  switch (state) {
    case 'live':
      if (!connection.reachable) return <UnsureNote />;
      return connection.told === 'back' && <Note tone="ok" icon="done" title={t('connection.told_back')} />;
    case 'reconnecting':
      return <LostNote />;
    case 'polling':
      return (
        <Note
          tone="warn"
          icon="retry"
          title={lost ? t('connection.polling.lost', { every }) : t('connection.polling.title')}
          text={
            lost
              ? t('connection.polling.lost_text', { count: tries })
              : t('connection.polling.text', { count: tries, every })
          }
        >
          {retry(t('connection.reconnect'))}
          {test}
        </Note>
      );
    case 'switched_off':
      return (
        <Note
          icon="info"
          title={t('connection.switched_off.title')}
          text={t('connection.switched_off.text', { every })}
        >
          <button type="button" className="btn sm" onClick={() => openPage('/options.html#connection')}>
            {t('connection.switched_off.action')}
          </button>
        </Note>
      );
    case 'websocket_disabled':
    case 'server_full':
    case 'forbidden_origin':
    case 'rate_limited':
      return (
        <Note
          icon="info"
          title={t(`connection.${state}.title`)}
          text={afterLoss(t(`connection.${state}.text`, { every }))}
        >
          <button type="button" className="btn sm" onClick={() => openPage('/options.html#log')}>
            {t('connection.log')}
          </button>
        </Note>
      );
    case 'unreachable':
      return (
        <Note
          tone="bad"
          icon="unplug"
          title={t('connection.unreachable.title')}
          text={t('connection.unreachable.text', { server, every, time: f.time(connection.since) })}
        >
          {retry(t('connection.try_now'))}
        </Note>
      );
    case 'not_our_server':
    case 'refused':
    case 'not_ready':
      return (
        <>
          <Note
            tone="bad"
            icon="unplug"
            title={t(`connection.${state}.title`)}
            text={t(`connection.${state}.text`, { server, every })}
          >
            {retry(t('connection.try_now'))}
            {test}
          </Note>
          <OlderHint when={state === 'not_our_server'} />
        </>
      );
    case 'no_access':
      return (
        <Note
          tone="bad"
          icon="shield"
          title={t('connection.no_access.title')}
          text={t('connection.no_access.text', { server, every })}
        >
          <AllowAccess />
        </Note>
      );
    case 'offline':
      return (
        <Note
          tone="bad"
          icon="offline"
          title={t('connection.offline.title')}
          text={t('connection.offline.text')}
        >
          {retry(t('connection.offline.action'))}
        </Note>
      );
    case 'given_up':
      return (
        <Note
          tone="bad"
          icon="unplug"
          title={t('connection.given_up.title')}
          text={t('connection.given_up.text', { server })}
        >
          {retry(t('connection.given_up.action'))}
        </Note>
      );
    default:
      return null;
  }
}

/** In place of the form: without a server, or with a token that is refused, nothing can be started. */
export function PairingCard() {
  const { t, openPage } = useScreen();
  const refused = useConnection() === 'unauthorized';
  const plain = useBasicServer();
  const group = !refused ? 'not_paired' : plain ? 'unauthorized_plain' : 'unauthorized';
  return (
    <StateCard
      tone={refused ? 'bad' : 'neutral'}
      icon={refused ? 'key' : 'plug'}
      title={t(`connection.${group}.title`)}
      text={t(`connection.${group}.text`)}
    >
      <button type="button" className="btn pri" onClick={() => openPage('/welcome.html#again')}>
        {t(`connection.${group}.action`)}
      </button>
    </StateCard>
  );
}
