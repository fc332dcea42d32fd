import { announcedSocketUrl } from '../api/serverUrl';
import { failureTraitsOf } from '../state/failureTraits';
import { answersSo } from '../state/plain';
import type { Target } from './connectionDeps';

export interface Verdict {
  reason: string;
  /** Did REST answer? */
  reachable: boolean;
  /** Where the server says now that its socket is; null when it did not say. */
  socketUrl: string | undefined | null;
}

/**
 * A browser cannot see why a WebSocket was refused. REST can say: `unauthorized`, `websocket_disabled`,
 * the failure that REST meets itself, or `socket_blocked` when only the socket does not get through.
 */
export async function askWhy({ api, server }: Pick<Target, 'api' | 'server'>): Promise<Verdict> {
  const answer = await api.config();
  if (answer.ok) {
    return {
      reason: answer.value.websocket.enabled ? 'socket_blocked' : 'websocket_disabled',
      reachable: true,
      socketUrl: announcedSocketUrl(answer.value, server.url),
    };
  }
  const { code } = answer.error;
  if (answersSo(server, code)) return { reason: 'socket_blocked', reachable: true, socketUrl: null };
  return { reason: code, reachable: failureTraitsOf(code).answered === true, socketUrl: null };
}
