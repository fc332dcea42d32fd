import { isBasicKey } from '@/lib/state/basicServer';
import { canLeave } from '@/lib/state/canLeave';
import type { JobView } from '@/lib/state/jobView';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import { CancelButton } from './CancelButton';
import { LeaveButton } from './LeaveButton';
import type { Controls } from './useScanControls';

interface ScanControlsProps {
  job: JobView;
  controls: Controls;
  /** Buttons with words, for the live view. */
  wide?: boolean;
}

/** Pause or resume, cancel, and stop following. Each button names the site. */
export function ScanControls({ job, controls, wide }: ScanControlsProps) {
  const { t } = useScreen();
  const { toggle, cancel, leave } = controls;
  const host = hostOf(job.url);
  const paused = job.message?.status === 'paused';
  const canCancel = useStored((view) => view.server?.cancels !== false);
  const mayLeave = useStored((view) => canLeave(job, view.server));
  // Nothing shows whether a basic server can pause.
  const canPause = !isBasicKey(job.key) && (paused || job.message?.status === 'running');
  return (
    <div className={wide ? 'controls' : 'row none'}>
      {canPause && (
        <button
          type="button"
          className={wide ? 'btn' : 'ib'}
          aria-disabled={toggle.busy}
          aria-label={wide ? undefined : t(paused ? 'job.resume_host' : 'job.pause_host', { host })}
          title={wide ? undefined : t(paused ? 'job.resume' : 'job.pause')}
          onClick={() => void toggle.run()}
        >
          <Icon name={paused ? 'play' : 'pause'} />
          {wide && t(paused ? 'job.resume' : 'job.pause')}
        </button>
      )}
      {canCancel && <CancelButton job={job} cancel={cancel} wide={wide === true} />}
      {mayLeave && <LeaveButton job={job} leave={leave} wide={wide === true} />}
    </div>
  );
}
