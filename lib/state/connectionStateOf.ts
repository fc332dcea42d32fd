import { type ConnectionState, connectionStates } from './connectionStates';
import type { ConnectionView } from './connectionView';
import { failureLookOf } from './failureLooks';
import type { Settings } from './settings';

const LOCAL_SERVER = /^https?:\/\/(?:127\.|localhost|\[::1\])/i;

/**
 * The state that the reason names, if it fits. A state is stale when the server does not answer, so it fits
 * when `stale` is the opposite of `reachable`: a server that does not answer is not shown as polled.
 */
function stateOfReason({ reason, reachable }: ConnectionView): ConnectionState {
  const { state } = failureLookOf(reason);
  if (state && connectionStates[state].stale !== reachable) return state;
  return reachable ? 'polling' : 'unreachable';
}

function pollingState(connection: ConnectionView, settings: Settings): ConnectionState {
  if (connection.reachable && !settings.config.enableWebSocket) return 'switched_off';
  return stateOfReason(connection);
}

/**
 * The state that people see. Being offline is a hint of the browser: it replaces "not reachable" only, and
 * never for a server on this computer.
 */
export function connectionStateOf(
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
    // REST is asked after the second try already, long before polling begins.
    return connection.reachable ? 'reconnecting' : stateOfReason(connection);
  }
  // All scans are paused, and only the alarm asks.
  if (phase === 'idle' && !connection.reachable) return offline ? 'offline' : 'unreachable';
  return phase;
}

/** Whether `ConnectionNote` shows something in this state. */
export function hasNote(state: ConnectionState, { news, reachable }: ConnectionView): boolean {
  const { note } = connectionStates[state];
  return note === 'when_needed' ? news === 'back' || !reachable : note === 'always';
}
