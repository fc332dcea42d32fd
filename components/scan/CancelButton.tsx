import { useState } from 'react';
import { isBasicKey } from '@/lib/state/basicServer';
import type { JobView } from '@/lib/state/jobView';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Confirm } from '../shared/Confirm';
import { Icon } from '../shared/Icon';
import type { Action } from '../shared/useAction';

/** From this many pages read, or this long after its start, one wrong click must not end a scan. */
const MANY_PAGES = 50;
const LONG_MS = 60_000;

interface CancelButtonProps {
  job: JobView;
  cancel: Action<[]>;
  /** As in ScanControls. */
  wide: boolean;
}

/** Cancels a scan. It asks first when the scan has run for long. */
export function CancelButton({ job, cancel, wide }: CancelButtonProps) {
  const { t, f } = useScreen();
  const [asking, setAsking] = useState(false);
  const host = hostOf(job.url);
  const read = job.message?.detail?.pages.crawled ?? 0;
  const isLong = () =>
    job.message?.status !== 'queued' && (read >= MANY_PAGES || Date.now() - Date.parse(job.at) >= LONG_MS);
  return (
    <>
      <button
        type="button"
        className={wide ? 'btn danger' : 'ib'}
        aria-disabled={cancel.busy}
        aria-label={wide ? undefined : t('job.cancel_host', { host })}
        title={wide ? undefined : t('job.cancel')}
        onClick={() => (isLong() ? setAsking(true) : void cancel.run())}
      >
        <Icon name="cross" />
        {wide && t(cancel.busy ? 'job.cancelling' : 'job.cancel')}
      </button>
      {asking && (
        <Confirm
          title={t('job.cancel_title', { host })}
          text={
            isBasicKey(job.key) ? t('job.cancel_ask_basic') : t('job.cancel_ask', { count: f.count(read) })
          }
          confirm={t('job.cancel')}
          decline={t('job.cancel_keep')}
          danger
          onConfirm={() => void cancel.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
