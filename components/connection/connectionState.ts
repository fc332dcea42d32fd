import type { ConnectionView, Settings } from '@/lib/state/types';

/** Every state that has its own words and its own way out. */
export type ConnectionState =
  | 'idle'
  | 'connecting'
  | 'reconnecting'
  | 'live'
  | 'polling'
  | 'websocket_disabled'
  | 'switched_off'
  | 'server_full'
  | 'forbidden_origin'
  | 'rate_limited'
  | 'not_our_server'
  | 'refused'
  | 'not_ready'
  | 'no_access'
  | 'unreachable'
  | 'offline'
  | 'not_paired'
  | 'unauthorized'
  | 'given_up';

const LOCAL_SERVER = /^https?:\/\/(?:127\.|localhost|\[::1\])/i;

const pollingReasons = ['websocket_disabled', 'server_full', 'forbidden_origin', 'rate_limited'] as const;

/** What answered in place of the server, or instead of an answer. */
const silentReasons: Record<string, ConnectionState> = {
  bad_answer: 'not_our_server',
  no_such_route: 'not_our_server',
  forbidden: 'refused',
  unavailable: 'not_ready',
  internal: 'not_ready',
  host_permission: 'no_access',
};
const unreachable = ({ reason }: ConnectionView): ConnectionState =>
  silentReasons[reason ?? ''] ?? 'unreachable';

function pollingState(connection: ConnectionView, settings: Settings): ConnectionState {
  if (!connection.reachable) return unreachable(connection);
  if (!settings.config.enableWebSocket) return 'switched_off';
  return pollingReasons.find((reason) => reason === connection.reason) ?? 'polling';
}

/**
 * The state people are told. Being offline is the browser's hint: it replaces "not reachable" only, and
 * never for a server on this computer.
 */
export function connectionState(
  connection: ConnectionView,
  settings: Settings,
  surroundings: { online: boolean; serverUrl: string | null },
): ConnectionState {
  const { phase, attempt } = connection;
  if (!surroundings.serverUrl) return 'not_paired';
  if (phase === 'not_paired' || phase === 'unauthorized' || phase === 'given_up') return phase;
  const offline = !surroundings.online && !LOCAL_SERVER.test(surroundings.serverUrl);
  if (phase === 'polling') {
    const state = pollingState(connection, settings);
    return state === 'unreachable' && offline ? 'offline' : state;
  }
  if (phase === 'waiting' || (phase === 'connecting' && attempt > 0)) {
    if (offline) return 'offline';
    // Silent over REST, too: known after the second try, long before polling begins.
    return connection.reachable ? 'reconnecting' : unreachable(connection);
  }
  // Everything is paused, and only the alarm asks.
  if (phase === 'idle' && !connection.reachable) return offline ? 'offline' : 'unreachable';
  return phase;
}

/** Whether there is something to say beyond the pill's word: a trouble, or that one is over. */
export const hasNote = (state: ConnectionState, { told, reachable }: ConnectionView): boolean =>
  state === 'live' ? told === 'back' || !reachable : state !== 'idle' && state !== 'connecting';

/** In these, what is shown of a running scan is the last that was heard, not the present. */
export const isStale = (state: ConnectionState): boolean =>
  [
    'reconnecting',
    'unreachable',
    'not_our_server',
    'refused',
    'not_ready',
    'no_access',
    'offline',
    'not_paired',
    'unauthorized',
    'given_up',
  ].includes(state);
