import type { JobKey } from './jobKey';
import type { PairedServer } from './pairedServer';

const PREFIX = 'plain:';

/** Such a server names neither itself nor its users: it is known by its address, and has one user, us. */
export const basicIdOf = (url: string): { serverId: string; userId: string } => ({
  serverId: `${PREFIX}${encodeURIComponent(url)}`,
  userId: 'me',
});

/** It was connected although it answers so: then that is no sign that something else is in its place. */
export const isUsualAnswer = ({ answers }: PairedServer, code: string): boolean => answers === code;

/** A scan of a server that sends the five fields only: it has no report, and its timeline is kept here. */
export const isBasicKey = (key: JobKey | null): boolean => key?.startsWith(PREFIX) === true;
