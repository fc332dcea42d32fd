import type { ScanMode, ScanOptions } from '@seo-live/protocol';
import { FailureNote } from '../notes/FailureNote';
import { useScreen } from '../screen/ScreenProvider';
import { reportHash } from '../shared/pageHash';
import { useAction } from '../shared/useAction';

/** Starts the same scan again and turns this page into its live view. */
export function ScanAgainButton({
  url,
  mode,
  options,
  label,
  plain = false,
}: {
  url: string;
  mode: ScanMode;
  options: Partial<ScanOptions>;
  /** In place of “Scan again”, for another address. */
  label?: string;
  /** Another button is the main one. */
  plain?: boolean;
}) {
  const { t, send } = useScreen();
  const start = useAction(
    () => send('startScan', { url, mode, options }),
    ({ intentId }) => {
      location.hash = reportHash(intentId);
    },
  );
  return (
    <>
      <button
        type="button"
        className={plain ? 'btn' : 'btn pri'}
        aria-disabled={start.busy}
        onClick={() => void start.run()}
      >
        {label ?? t('report.scan_again')}
      </button>
      <FailureNote failure={start.failure} />
    </>
  );
}
