import { isPlainKey } from '@/lib/state/plain';
import type { JobView } from '@/lib/state/types';
import { useScreen } from '../ScreenContext';
import { hostOf } from '../shared/address';
import { Icon } from '../shared/Icon';
import type { Action } from '../shared/useAction';

interface ScanControlsProps {
  job: JobView;
  toggle: Action<[]>;
  cancel: Action<[]>;
  /** Buttons with words, for the live view. */
  wide?: boolean;
}

/** Pause or resume, and cancel, each named with the site it acts on. */
export function ScanControls({ job, toggle, cancel, wide }: ScanControlsProps) {
  const { t } = useScreen();
  const host = hostOf(job.url);
  const paused = job.message?.status === 'paused';
  // Whether a plain server can pause, nothing says.
  const canPause = !isPlainKey(job.key) && (paused || job.message?.status === 'running');
  return (
    <span className={wide ? 'controls' : 'row none'}>
      {canPause && (
        <button
          type="button"
          className={wide ? 'btn' : 'ib'}
          disabled={toggle.busy}
          aria-label={wide ? undefined : t(paused ? 'job.resume_host' : 'job.pause_host', { host })}
          title={wide ? undefined : t(paused ? 'job.resume' : 'job.pause')}
          onClick={() => void toggle.run()}
        >
          <Icon name={paused ? 'play' : 'pause'} />
          {wide && t(paused ? 'job.resume' : 'job.pause')}
        </button>
      )}
      <button
        type="button"
        className={wide ? 'btn danger' : 'ib'}
        disabled={cancel.busy}
        aria-label={wide ? undefined : t('job.cancel_host', { host })}
        title={wide ? undefined : t('job.cancel')}
        onClick={() => void cancel.run()}
      >
        <Icon name="cross" />
        {wide && t(cancel.busy ? 'job.cancelling' : 'job.cancel')}
      </button>
    </span>
  );
}
