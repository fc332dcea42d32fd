import { isPlainKey } from '@/lib/state/plain';
import type { JobKey } from '@/lib/state/types';
import { useStored } from '../ScreenContext';

/** Whether there is a timeline of this scan in place of a report. */
export const useReportless = (key: JobKey | null): boolean => {
  const owner = useStored(({ server }) =>
    server?.reports === false ? `${server.serverId}|${server.userId}|` : null,
  );
  return isPlainKey(key) || (owner !== null && key?.startsWith(owner) === true);
};
