import { isBasicKey } from './basicServer';
import type { JobView } from './jobView';
import type { PairedServer } from './pairedServer';

/**
 * Whether a person may stop following a scan while it runs. On a basic server the scan may belong to someone
 * else, or never end. On a server that cannot cancel there is no other way to take it off the list.
 */
export const canLeave = (
  job: Pick<JobView, 'key' | 'reportless'>,
  server: Pick<PairedServer, 'cancels'> | null,
): boolean => isBasicKey(job.key) || job.reportless || server?.cancels === false;
