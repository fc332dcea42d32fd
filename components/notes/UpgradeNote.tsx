import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';

/** The server has been replaced by one that can be paired. */
export function UpgradeNote() {
  const { t, openPage } = useScreen();
  return (
    <Note tone="ok" icon="up" title={t('plain.upgraded')} text={t('plain.upgraded_text')}>
      <button type="button" className="btn sm" onClick={() => openPage('/welcome.html#again')}>
        {t('plain.upgraded_action')}
      </button>
    </Note>
  );
}
