import type { JobKey } from './jobKey';
import type { PairedServer } from './pairedServer';

// Stored in each key of a basic server, so it keeps its earlier name.
const PREFIX = 'plain:';

/** A basic server has ids neither for itself nor for its users. Its address is its id, and its one user is `me`. */
export const basicIdOf = (url: string): { serverId: string; userId: string } => ({
  serverId: `${PREFIX}${encodeURIComponent(url)}`,
  userId: 'me',
});

/** The server gave this code already when it was connected, so it is no sign that another program answers now. */
export const isUsualAnswer = ({ answers }: PairedServer, code: string): boolean => answers === code;

/** Whether the scan runs on a basic server. It has no report, and the extension keeps its timeline. */
export const isBasicKey = (key: JobKey | null): boolean => key?.startsWith(PREFIX) === true;
