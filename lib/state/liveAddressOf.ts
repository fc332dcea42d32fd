import type { PairedServer } from './pairedServer';
import type { Settings } from './settings';

/** The address of the socket: the one the person set, else the one the server names, else the server's own. */
export const liveAddressOf = (
  { websocketUrl }: Pick<Settings['config'], 'websocketUrl'>,
  { socketUrl, url }: Pick<PairedServer, 'socketUrl' | 'url'>,
): string => websocketUrl || socketUrl || url;
