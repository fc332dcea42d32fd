import { ScanForm } from '../form/ScanForm';
import { UpgradeNote } from '../notes/UpgradeNote';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { FollowForm } from './FollowForm';

/** The upper part of the popup with a basic server: starting a scan if the server can, and following one by its id. */
export function BasicStart({ tab }: { tab: string | null }) {
  const { t } = useScreen();
  const starts = useStored((view) => view.server?.starts !== false);
  const upgraded = useStored((view) => view.server?.upgraded === true);
  return (
    <>
      {starts && <ScanForm tab={tab} />}
      <div className="sect form">
        {!starts && <p className="dim sm">{t('basic.no_start')}</p>}
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
