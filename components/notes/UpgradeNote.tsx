import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';

/** The basic server was replaced by one that can be paired. */
export function UpgradeNote() {
  const { t } = useScreen();
  return (
    <Note tone="ok" icon="up" title={t('plain.upgraded')} text={t('plain.upgraded_text')}>
      <PageButton path="/welcome.html#again">{t('plain.upgraded_action')}</PageButton>
    </Note>
  );
}
