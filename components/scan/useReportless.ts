import { isBasicKey } from '@/lib/state/basicServer';
import { type JobKey, ownerKeyOf, ownerOf } from '@/lib/state/jobKey';
import type { JobView } from '@/lib/state/jobView';
import { useStored } from '../screen/ScreenProvider';

/**
 * Whether this scan has a timeline instead of a report. Its row shows it. Without a row, or with a row of an
 * older version, the paired server shows it.
 */
export const useReportless = (key: JobKey | null, job: JobView | null): boolean => {
  const owner = useStored(({ server }) => (server?.reports === false ? ownerKeyOf(server) : null));
  return (
    isBasicKey(key) || job?.reportless === true || (owner !== null && key !== null && ownerOf(key) === owner)
  );
};
