import { type ReactNode, useEffect } from 'react';
import { hasNote } from '@/lib/state/connectionStateOf';
import { connectionStates } from '@/lib/state/connectionStates';
import { BasicStart } from '../basic/BasicStart';
import { ConnectionPill } from '../connection/ConnectionPill';
import { useBasicServer, useConnection } from '../connection/useConnection';
import { ScanForm } from '../form/ScanForm';
import { BlockedNote } from '../notes/BlockedNote';
import { ConnectionNote } from '../notes/ConnectionNote';
import { PairingCard } from '../notes/PairingCard';
import { StorageNote } from '../notes/StorageNote';
import { JobCard, useRunningIds } from '../scan/JobCard';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { Icon, Mark } from '../shared/Icon';
import { EarlierList } from './EarlierList';
import { LiveRegion } from './LiveRegion';
import { PopupFooter } from './PopupFooter';
import { StartedElsewhereList } from './StartedElsewhereList';

interface PopupScreenProps {
  /** Address of the current tab; null when the browser does not give it. */
  tab: string | null;
  /** Missing in the side panel itself. */
  openPanel?: () => void;
  /** What only the panel shows. */
  children?: ReactNode;
  /** The running scan that `children` show, which needs no card. */
  shownBelow?: string | undefined;
}

/** The toolbar's popup: start a scan, watch the running ones, open earlier reports. */
export function PopupScreen({ tab, openPanel, children, shownBelow }: PopupScreenProps) {
  const { t, openPage } = useScreen();
  const notShown = useStored((view) => view.notified[0]?.blocked ?? false);
  const refused = useStored((view) => view.connection.storageRefused === true);
  const state = useConnection();
  const running = useRunningIds().filter((id) => id !== shownBelow);
  const basic = useBasicServer();
  const unpaired = connectionStates[state].note === 'pairing';
  const showsNote = useStored((view) => hasNote(state, view.connection));

  useEffect(() => {
    document.title = t('app.name');
  }, [t]);

  return (
    <div className="popup">
      <header className="bar">
        <Mark size={18} />
        <h1 className="name">{t('app.name')}</h1>
        <span className="end" />
        <ConnectionPill />
        <button
          type="button"
          className="ib"
          aria-label={t('app.options')}
          title={t('app.options')}
          onClick={() => openPage('/options.html')}
        >
          <Icon name="gear" />
        </button>
        {openPanel && (
          <button
            type="button"
            className="ib"
            aria-label={t('app.panel')}
            title={t('app.panel')}
            data-testid="open-panel"
            onClick={openPanel}
          >
            <Icon name="panel" />
          </button>
        )}
      </header>
      <main>
        <div>
          {unpaired ? <PairingCard /> : basic ? <BasicStart tab={tab} /> : <ScanForm tab={tab} />}
          {showsNote && (
            <div className="sect">
              <ConnectionNote />
            </div>
          )}
          {refused && (
            <div className="sect">
              <StorageNote />
            </div>
          )}
          {notShown && (
            <div className="sect">
              <BlockedNote withLink />
            </div>
          )}
          {running.length > 0 && (
            <section aria-label={t('job.list')}>
              {running.map((id) => (
                <JobCard key={id} id={id} />
              ))}
            </section>
          )}
          <StartedElsewhereList />
          <EarlierList />
        </div>
        {children}
      </main>
      <PopupFooter />
      <LiveRegion />
    </div>
  );
}
