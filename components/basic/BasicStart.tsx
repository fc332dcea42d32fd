import { ScanForm } from '../form/ScanForm';
import { UpgradeNote } from '../notes/UpgradeNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { FollowForm } from './FollowForm';

/** The popup's upper part with a plain server: starting where it can, and following by id always. */
export function BasicStart({ tab }: { tab: string | null }) {
  const { t } = useScreen();
  const starts = useStored((view) => view.server?.starts !== false);
  const upgraded = useStored((view) => view.server?.upgraded === true);
  return (
    <>
      {starts && <ScanForm tab={tab} />}
      <div className="sect form">
        {!starts && <p className="dim sm">{t('plain.no_start')}</p>}
        <FollowForm />
      </div>
      {upgraded && (
        <div className="sect">
          <UpgradeNote />
        </div>
      )}
    </>
  );
}
