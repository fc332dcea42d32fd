import type { JobKey } from '@/lib/state/jobKey';
import { useScreen } from '../screen/ScreenProvider';
import { JobId } from '../shared/JobId';

/** Nothing of a plain server's scan is left but the id in the address of this page: the way back to it. */
export function UnknownPlain({ jobKey }: { jobKey: JobKey }) {
  const { t } = useScreen();
  return (
    <>
      {t('timeline.unknown_plain')} <JobId id={jobKey.slice(jobKey.lastIndexOf('|') + 1)} />
    </>
  );
}
