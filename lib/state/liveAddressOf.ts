import type { PairedServer } from './pairedServer';
import type { Settings } from './settings';

/** The address that live updates are dialled at: what the person set, else what the server names, else its own. */
export const liveAddressOf = (
  { websocketUrl }: Pick<Settings['config'], 'websocketUrl'>,
  { socketUrl, url }: Pick<PairedServer, 'socketUrl' | 'url'>,
): string => websocketUrl || socketUrl || url;
