import type { JobMessage } from '@seo-live/protocol';

/** More pages are being found than read, so a percent of the whole would mislead. Earlier servers do not say so. */
export const isOpenEnded = ({ status, detail }: JobMessage): boolean =>
  status === 'running' && detail?.total_known === false;
