import { isBasicKey } from './basicServer';
import type { JobView } from './jobView';
import type { PairedServer } from './pairedServer';

/**
 * Whether a scan may be taken off the list while it runs. Of a server that was not made for us it may be
 * somebody else's, or never end; and where nothing can be cancelled there is no other way to be rid of it.
 */
export const canLeave = (
  job: Pick<JobView, 'key' | 'reportless'>,
  server: Pick<PairedServer, 'cancels'> | null,
): boolean => isBasicKey(job.key) || job.reportless || server?.cancels === false;
