import type { HandshakeAuth } from '@seo-live/protocol';
import type { PairedServer } from '../state/pairedServer';

/**
 * The Socket.IO handshake `auth`. A basic server gets a token at most: python-socketio refuses a client that
 * sends `auth` to a handler without that parameter.
 */
export function handshakeOf(
  { kind, token }: PairedServer,
  client: HandshakeAuth['client'],
): Partial<HandshakeAuth> {
  if (!kind) return { token, client };
  return token ? { token } : {};
}
