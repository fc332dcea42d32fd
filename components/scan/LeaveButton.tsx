import { useState } from 'react';
import type { JobView } from '@/lib/state/jobView';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Confirm } from '../shared/Confirm';
import { Icon } from '../shared/Icon';
import { JobId } from '../shared/PageText';
import type { Controls } from './useScanControls';

interface LeaveButtonProps {
  job: JobView;
  leave: Controls['leave'];
  /** As in ScanControls. */
  wide: boolean;
}

/** Stops following. It asks first, because this may be the only copy of the scan's id. */
export function LeaveButton({ job, leave, wide }: LeaveButtonProps) {
  const { t } = useScreen();
  const [asking, setAsking] = useState(false);
  const host = hostOf(job.url);
  return (
    <>
      <button
        type="button"
        className={wide ? 'btn' : 'ib'}
        aria-label={wide ? undefined : t('job.leave_host', { host })}
        title={t('job.leave_text')}
        data-testid="leave"
        onClick={() => setAsking(true)}
      >
        <Icon name="unplug" />
        {wide && t('job.leave')}
      </button>
      {asking && (
        <Confirm
          title={t('job.leave_title', { host })}
          text={
            <>
              {t('job.leave_ask')}
              <JobId id={job.jobId ?? job.id} />
            </>
          }
          confirm={t('job.leave')}
          decline={t('job.leave_keep')}
          danger
          onConfirm={() => void leave.run()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
