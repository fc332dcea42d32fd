import type { Failure } from '@/lib/messages';
import type { JobKey } from '@/lib/state/jobKey';
import type { JobView } from '@/lib/state/jobView';
import { useScreen } from '../screen/ScreenProvider';
import { type Action, useAction } from '../shared/useAction';

export interface Controls {
  toggle: Action<[]>;
  cancel: Action<[]>;
  leave: Action<[]>;
  /** The failure of a refused request. */
  failure: Failure | null;
}

/** Pauses, resumes, cancels, or stops following one scan. */
export function useScanControls(job: JobView): Controls {
  const { send } = useScreen();
  const paused = job.message?.status === 'paused';
  // Only a row with a key has this button, and the key is its id.
  const toggle = useAction(() => send(paused ? 'resumeScan' : 'pauseScan', job.id as JobKey));
  const cancelling = useAction(() => send('cancelScan', job.id));
  const leave = useAction(() => send('dismiss', job.id));
  return {
    toggle,
    cancel: cancelling,
    leave,
    failure: toggle.failure ?? cancelling.failure ?? leave.failure,
  };
}
