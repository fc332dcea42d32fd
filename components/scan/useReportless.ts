import { type JobKey, ownerKeyOf, ownerOf } from '@/lib/state/jobKey';
import type { JobView } from '@/lib/state/jobView';
import { isPlainKey } from '@/lib/state/plain';
import { useStored } from '../screen/ScreenProvider';

/**
 * Whether there is a timeline of this scan in place of a report. Its row says so; where there is none, or
 * an older version made it, the server in use does.
 */
export const useReportless = (key: JobKey | null, job: JobView | null): boolean => {
  const owner = useStored(({ server }) => (server?.reports === false ? ownerKeyOf(server) : null));
  return (
    isPlainKey(key) || job?.reportless === true || (owner !== null && key !== null && ownerOf(key) === owner)
  );
};
