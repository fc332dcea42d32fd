import { useScreen, useStored } from '../screen/ScreenProvider';
import { Note } from '../shared/Note';

/** The last end could not be told: said wherever somebody looks for it, until one gets through. */
export function BlockedNote({ elsewhere }: { elsewhere?: boolean }) {
  const { t, openPage } = useScreen();
  const blocked = useStored((view) => view.notified[0]?.blocked ?? false);
  if (!blocked) return null;
  return (
    <Note tone="warn" icon="bell" title={t('notify.blocked')} text={t('notify.blocked_text')}>
      {elsewhere && (
        <button type="button" className="btn sm" onClick={() => openPage('/options.html#notifications')}>
          {t('notify.settings')}
        </button>
      )}
    </Note>
  );
}
