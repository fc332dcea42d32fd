import { useScreen, useStored } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';

/** The last end could not be told: said wherever somebody looks for it, until one gets through. */
export function BlockedNote({ elsewhere }: { elsewhere?: boolean }) {
  const { t } = useScreen();
  const blocked = useStored((view) => view.notified[0]?.blocked ?? false);
  if (!blocked) return null;
  return (
    <Note tone="warn" icon="bell" title={t('notify.blocked')} text={t('notify.blocked_text')}>
      {elsewhere && <PageButton path="/options.html#notifications">{t('notify.settings')}</PageButton>}
    </Note>
  );
}
