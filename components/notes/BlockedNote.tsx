import { useScreen, useStored } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';
import { PageButton } from '../shared/PageButton';

/** The last notification could not be shown. This note stays until one can be. */
export function BlockedNote({ withLink }: { withLink?: boolean }) {
  const { t } = useScreen();
  const blocked = useStored((view) => view.notified[0]?.blocked ?? false);
  if (!blocked) return null;
  return (
    <Note tone="warn" icon="bell" title={t('notify.blocked')} text={t('notify.blocked_text')}>
      {withLink && <PageButton path="/options.html#notifications">{t('notify.settings')}</PageButton>}
    </Note>
  );
}
