import { connectionStates } from '@/lib/state/connectionStates';
import type { JobView } from '@/lib/state/jobView';
import { useConnection } from '../connection/useConnection';
import { useScreen } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { barLook, type ProgressBarProps } from './ProgressBar';
import { progressWords } from './progressWords';

export interface ScanProgress {
  /** What a `ProgressBar` shows. */
  bar: ProgressBarProps;
  /** The numbers are the last known state, not the present one. */
  stale: boolean;
}

/** How far a scan is, in numbers and words. */
export function useScanProgress({ url, kind, message }: JobView): ScanProgress {
  const { t, f } = useScreen();
  const connection = connectionStates[useConnection()];
  // The numbers of an ended scan do not change any more.
  const stale = kind === 'active' && connection.stale;
  return {
    bar: {
      percent: message?.progress ?? 0,
      look: message ? barLook(message, stale) : 'stale',
      label: t('job.progress', { host: hostOf(url) }),
      words: message ? progressWords({ t, f }, message) : t('job.first_update'),
    },
    stale,
  };
}
