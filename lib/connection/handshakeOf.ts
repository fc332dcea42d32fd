import type { HandshakeAuth } from '@seo-live/protocol';
import type { PairedServer } from '../state/pairedServer';

/**
 * What is said at the door. A plain server is told nothing that it did not ask for: python-socketio refuses
 * whoever sends `auth` to a handler that takes none.
 */
export function handshakeOf(
  { kind, token }: PairedServer,
  client: HandshakeAuth['client'],
): Partial<HandshakeAuth> {
  if (!kind) return { token, client };
  return token ? { token } : {};
}
