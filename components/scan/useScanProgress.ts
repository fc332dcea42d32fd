import { connectionStates } from '@/lib/state/connectionStates';
import { isOpenEnded } from '@/lib/state/isOpenEnded';
import type { JobView } from '@/lib/state/jobView';
import { SILENT_AFTER_MS, silentForMs, UNKNOWN_AFTER_MS } from '@/lib/state/silentForMs';
import { useConnection } from '../connection/useConnection';
import { useScreen, useStored } from '../screen/ScreenProvider';
import { hostOf } from '../shared/address';
import { useNow } from '../shared/useNow';
import { barLook, type ProgressBarProps } from './ProgressBar';
import { progressWords } from './progressWords';

const LOOK_EVERY_MS = 5000;

export interface ScanProgress {
  /** What a `ProgressBar` shows. */
  bar: ProgressBarProps;
  /** The numbers are the last known state, not the present one. */
  stale: boolean;
  /** A word of the server for the state, which is not known, and with which nothing has come for long. */
  unknownWord: string | null;
}

/** How far a scan is, in numbers and words. */
export function useScanProgress({ url, kind, message }: JobView): ScanProgress {
  const { t, f } = useScreen();
  const connection = connectionStates[useConnection()];
  const clock = useStored((view) => view.connection.clock);
  const runs = kind === 'active' && message?.status === 'running';
  const now = useNow(runs ? LOOK_EVERY_MS : 0);
  const silentMs = runs ? silentForMs(message, now, clock) : 0;
  // The numbers of an ended scan do not change any more.
  const stale = kind === 'active' && (connection.stale || silentMs >= SILENT_AFTER_MS);
  const word = typeof message?.word === 'string' ? message.word : null;
  return {
    bar: {
      percent: message && isOpenEnded(message) ? null : (message?.progress ?? 0),
      look: message ? barLook(message, stale) : 'stale',
      label: t('job.progress', { host: hostOf(url) }),
      words: message ? progressWords({ t, f }, message) : t('job.first_update'),
    },
    stale,
    unknownWord: silentMs >= UNKNOWN_AFTER_MS ? word : null,
  };
}
