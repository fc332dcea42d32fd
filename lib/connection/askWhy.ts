import { announcedSocketUrl } from '../api/serverUrl';
import { isUsualAnswer } from '../state/basicServer';
import { failureTraitsOf } from '../state/failureTraits';
import type { Target } from './connectionDeps';

export interface Verdict {
  reason: string;
  /** Did REST answer? */
  reachable: boolean;
  /** The socket address that the server announces now; null when it did not answer that. */
  socketUrl: string | undefined | null;
}

/**
 * A browser cannot see why a WebSocket was refused, so REST is asked. The reason is `unauthorized`,
 * `websocket_disabled`, the failure of the REST request, or `socket_blocked` when only the socket fails.
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
  if (isUsualAnswer(server, code)) return { reason: 'socket_blocked', reachable: true, socketUrl: null };
  return { reason: code, reachable: failureTraitsOf(code).answered === true, socketUrl: null };
}
