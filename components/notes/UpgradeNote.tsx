import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';

/** The basic server was replaced by one that can be paired. */
export function UpgradeNote() {
  const { t } = useScreen();
  return (
    <Note tone="ok" icon="up" title={t('basic.upgraded')} text={t('basic.upgraded_text')}>
      <PageButton path="/welcome.html#again">{t('basic.upgraded_action')}</PageButton>
    </Note>
  );
}
