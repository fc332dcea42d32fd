import type { JobMessage } from '@seo-live/protocol';
import type { ConnectionView } from './connectionView';
import { isZoned } from './shownTime';

/** After this time without news, a running scan shows since when. Servers of ours send some every second. */
export const SILENT_AFTER_MS = 30_000;
/** After this time, an unknown word for the state of a scan may as well mean its end. */
export const UNKNOWN_AFTER_MS = 120_000;

/** For how long a scan has sent nothing, in ms; 0 also where that cannot be known. `clock`: the server's. */
export function silentForMs(
  { timestamp, received_at }: JobMessage,
  now: number,
  clock: ConnectionView['clock'],
): number {
  const arrived = typeof received_at === 'string' ? Date.parse(received_at) : Number.NaN;
  const sent = clock && isZoned(timestamp) ? Date.parse(timestamp) - clock.offsetMs : Number.NaN;
  const at = Number.isNaN(arrived) ? sent : arrived;
  return Number.isNaN(at) ? 0 : Math.max(0, now - at);
}
