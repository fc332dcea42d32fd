import { useEffect, useRef, useState } from 'react';
import '../styles/pages.css';
import { connectionStates } from '@/lib/state/connectionStates';
import { FirstFollow } from '../basic/FirstFollow';
import { useConnectionWords } from '../connection/ConnectionPill';
import { useConnection } from '../connection/useConnection';
import { UpgradeNote } from '../notes/UpgradeNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Mark } from '../shared/Icon';
import { PageText } from '../shared/PageText';
import { Step } from '../shared/Step';
import { FirstScan } from './FirstScan';
import { PairingForm } from './PairingForm';
import { Permissions } from './Permissions';
import type { Invitation } from './readInvitation';

/** `fresh`: paired just now. The button that had the focus was removed, so the focus moves here. */
function Connected({ fresh, onOther }: { fresh: boolean; onOther: () => void }) {
  const { t } = useScreen();
  const server = useStored((view) => view.server);
  const words = useConnectionWords();
  const { liveUpdates } = connectionStates[useConnection()];
  const facts = useRef<HTMLDListElement>(null);
  useEffect(() => {
    if (fresh) facts.current?.focus();
  }, [fresh]);
  if (!server) return null;
  return (
    <>
      <Step number={1} title={t('welcome.server')} done>
        <PageText className="mono any">{server.url}</PageText>
      </Step>
      {server.kind ? (
        <Step number={2} title={t('basic.title')} done>
          <p className="dim sm">{t('basic.cannot')}</p>
        </Step>
      ) : (
        <Step number={2} title={t('welcome.code')} done>
          <div>
            <span className="tag ok">{t('welcome.accepted')}</span>
          </div>
        </Step>
      )}
      <Step number={3} title={t('welcome.connected')} done>
        <dl className="facts" data-testid="connected" tabIndex={-1} ref={facts}>
          <dt>{t('welcome.name')}</dt>
          <dd>
            <PageText>{server.name}</PageText>
          </dd>
          {!server.kind && <dt>{t('welcome.version')}</dt>}
          {!server.kind && (
            <dd>
              <PageText>{server.version}</PageText>
            </dd>
          )}
          <dt>{t('welcome.live')}</dt>
          <dd className={liveUpdates === 'on' ? 'up' : ''}>
            {liveUpdates === 'missing' ? words : t(`welcome.live_${liveUpdates === 'on' ? 'on' : 'off'}`)}
          </dd>
        </dl>
        {server.upgraded && <UpgradeNote />}
        <div>
          <button type="button" className="btn quiet sm" onClick={onOther}>
            {t(server.kind ? 'basic.other' : 'options.pair_again')}
          </button>
        </div>
      </Step>
    </>
  );
}

/** The first steps: server, code, connected, a first scan. Next to them, what each permission is for. */
export function WelcomeScreen({ invitation, again }: { invitation: Invitation | null; again: boolean }) {
  const { t } = useScreen();
  const server = useStored((view) => view.server);
  const state = useConnection();
  const [pairing, setPairing] = useState(again || invitation !== null || state === 'unauthorized');
  const [fresh, setFresh] = useState(false);
  const asksForCode = !server || pairing;

  useEffect(() => {
    document.title = `${t('welcome.title')} · ${t('app.name')}`;
  }, [t]);

  return (
    <div className="page">
      <main className="wrap welcome">
        <div className="row">
          <Mark size={32} />
          <span className="h2">{t('app.name')}</span>
        </div>
        <h1 className="h1">{t('welcome.title')}</h1>
        <p className="dim">{t('welcome.lead')}</p>
        <div className="side-by-side">
          <div className="card steps-card">
            {asksForCode ? (
              <PairingForm
                invitation={invitation}
                onPaired={() => {
                  setPairing(false);
                  setFresh(true);
                }}
              />
            ) : (
              <>
                <Connected fresh={fresh} onOther={() => setPairing(true)} />
                {server.kind ? <FirstFollow /> : <FirstScan />}
              </>
            )}
          </div>
          <Permissions />
        </div>
      </main>
    </div>
  );
}
