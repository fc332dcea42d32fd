import type { ReactNode } from 'react';
import type { ConnectionState } from '@/lib/state/connectionStates';
import type { ConnectionView } from '@/lib/state/connectionView';
import { failureLookOf } from '@/lib/state/failureLooks';
import { useConnection } from '../connection/useConnection';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';
import { AllowAccess } from './AllowAccess';
import { OlderHint } from './OlderNote';
import { ReconnectingNote } from './ReconnectingNote';

interface Facts {
  t: ReturnType<typeof useScreen>['t'];
  f: ReturnType<typeof useScreen>['f'];
  connection: ConnectionView;
  server: string;
  /** The interval of polling, in words. */
  every: string;
  /** A button that tries to connect now. */
  retry: (label: string) => ReactNode;
  /** A button that opens the connection test. */
  test: ReactNode;
}
type ShowNote = (facts: Facts) => ReactNode;

const liveNote: ShowNote = ({ t, connection, server }) => {
  if (connection.reachable) {
    return connection.news === 'back' && <Note tone="ok" icon="done" title={t('connection.updates_back')} />;
  }
  // Updates arrive, but those that were missed cannot be requested.
  return (
    <Note
      tone="warn"
      icon="info"
      title={t('connection.unsure.title', { server })}
      text={t('connection.unsure.text')}
    >
      {failureLookOf(connection.reason).remedy === 'allow_access' && <AllowAccess />}
    </Note>
  );
};

const pollingNote: ShowNote = ({ t, connection, every, retry, test }) => {
  const count = Math.max(1, connection.attempt);
  const lost = connection.news === 'lost';
  return (
    <Note
      tone="warn"
      icon="retry"
      title={lost ? t('connection.polling.lost', { every }) : t('connection.polling.title')}
      text={
        lost ? t('connection.polling.lost_text', { count }) : t('connection.polling.text', { count, every })
      }
    >
      {retry(t('connection.reconnect'))}
      {test}
    </Note>
  );
};

const switchedOffNote: ShowNote = ({ t, every }) => (
  <Note
    icon="info"
    title={t('connection.switched_off.title')}
    text={t('connection.switched_off.text', { every })}
  >
    <PageButton path="/options.html#connection">{t('connection.switched_off.action')}</PageButton>
  </Note>
);

/** The server gives a reason why it sends no live updates. */
const noLiveNote =
  (state: 'websocket_disabled' | 'server_full' | 'forbidden_origin' | 'rate_limited'): ShowNote =>
  ({ t, connection, every }) => {
    const text = t(`connection.${state}.text`, { every });
    return (
      <Note
        icon="info"
        title={t(`connection.${state}.title`)}
        text={connection.news === 'lost' ? t('connection.after_loss', { text }) : text}
      >
        <PageButton path="/options.html#log">{t('connection.log')}</PageButton>
      </Note>
    );
  };

const unreachableNote: ShowNote = ({ t, f, connection, server, every, retry }) => (
  <Note
    tone="bad"
    icon="unplug"
    title={t('connection.unreachable.title')}
    text={
      connection.phase === 'idle' && connection.pollEveryMs === null
        ? t('connection.unreachable.text_idle', { server, time: f.time(connection.since) })
        : t('connection.unreachable.text', { server, every, time: f.time(connection.since) })
    }
  >
    {retry(t('connection.try_now'))}
  </Note>
);

/** Something answers, but it does not serve this extension. */
const notServedNote =
  (state: 'not_our_server' | 'refused' | 'not_ready'): ShowNote =>
  ({ t, server, every, retry, test }) => (
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

const noAccessNote: ShowNote = ({ t, server, every }) => (
  <Note
    tone="bad"
    icon="shield"
    title={t('connection.no_access.title')}
    text={t('connection.no_access.text', { server, every })}
  >
    <AllowAccess />
  </Note>
);

const offlineNote: ShowNote = ({ t, retry }) => (
  <Note tone="bad" icon="offline" title={t('connection.offline.title')} text={t('connection.offline.text')}>
    {retry(t('connection.offline.action'))}
  </Note>
);

const givenUpNote: ShowNote = ({ t, server, retry }) => (
  <Note
    tone="bad"
    icon="unplug"
    title={t('connection.given_up.title')}
    text={t('connection.given_up.text', { server })}
  >
    {retry(t('connection.given_up.action'))}
  </Note>
);

/** The note of each state. Null: nothing is wrong, or `PairingCard` is shown. */
const notes: Record<ConnectionState, ShowNote | null> = {
  idle: null,
  connecting: null,
  live: liveNote,
  reconnecting: () => <ReconnectingNote />,
  polling: pollingNote,
  switched_off: switchedOffNote,
  websocket_disabled: noLiveNote('websocket_disabled'),
  server_full: noLiveNote('server_full'),
  forbidden_origin: noLiveNote('forbidden_origin'),
  rate_limited: noLiveNote('rate_limited'),
  unreachable: unreachableNote,
  offline: offlineNote,
  not_our_server: notServedNote('not_our_server'),
  refused: notServedNote('refused'),
  not_ready: notServedNote('not_ready'),
  no_access: noAccessNote,
  given_up: givenUpNote,
  not_paired: null,
  unauthorized: null,
};

/**
 * What is wrong with the connection, what still works, and what to do. After a loss: that updates are back.
 */
export function ConnectionNote() {
  const { t, f, send } = useScreen();
  const show = notes[useConnection()];
  const connection = useStored((view) => view.connection);
  const server = useStored((view) => view.server?.name ?? '');
  // `show` is no component, so that a button with the focus keeps it when one note replaces another.
  return (
    show?.({
      t,
      f,
      connection,
      server,
      // Pauses between the first attempts grow to 8 s; after that the polling interval is the pause.
      every: f.interval(connection.pollEveryMs ?? 8000),
      retry: (label) => (
        <button type="button" className="btn sm" onClick={() => void send('reconnect')}>
          {label}
        </button>
      ),
      test: (
        <PageButton path="/options.html#test" className="btn quiet sm">
          {t('connection.which_step')}
        </PageButton>
      ),
    }) ?? null
  );
}
