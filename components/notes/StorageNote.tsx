import { useScreen } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';

/** The browser refused to store what came: what is shown may be old, and the person can do something about it. */
export function StorageNote() {
  const { t } = useScreen();
  return <Note tone="bad" icon="info" title={t('storage.title')} text={t('storage.text')} alert />;
}
