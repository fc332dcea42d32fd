import type { JobView } from '@/lib/state/types';
import { useScreen } from '../ScreenContext';
import { type Action, useAction } from '../shared/useAction';
import { useAnalysis } from '../useAnalysis';

/** Pause or resume, and cancel, of one scan. */
export function useScanControls(job: JobView): { toggle: Action<[]>; cancel: Action<[]> } {
  const { send } = useScreen();
  const { cancel } = useAnalysis(job.id);
  const paused = job.message?.status === 'paused';
  return {
    toggle: useAction(() => send(paused ? 'resumeScan' : 'pauseScan', job.key ?? job.id)),
    cancel: useAction(cancel),
  };
}
