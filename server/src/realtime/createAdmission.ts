import { handshakeAuthSchema } from '@seo-live/protocol';
import type { GatewayLimits, GatewayOptions, Identity } from './gatewayOptions.ts';
import type { GatewayServer, GatewaySocket } from './gatewaySocket.ts';
import { tokenRoom, userRoom } from './ownRooms.ts';
import { Refusal } from './refusal.ts';

const FULL_RETRY_MS = 30_000;

export type AdmissionOptions = Pick<
  GatewayOptions,
  'enabled' | 'enabledFor' | 'isOriginAllowed' | 'verifyToken' | 'onError' | 'onRefused'
> & { limits: GatewayLimits };

/**
 * Decides who may connect. A browser cannot see why an upgrade was refused, so connections are refused here,
 * where the reason arrives as `connect_error.data.code`.
 */
export function createAdmission(io: GatewayServer, options: AdmissionOptions) {
  const { limits } = options;

  async function admit(socket: GatewaySocket): Promise<{ identity: Identity; bootId: string | undefined }> {
    if (!options.enabled) throw disabled();
    const { headers, socket: connection } = socket.request;
    if (!options.isOriginAllowed(headers.origin, connection.localPort)) {
      throw new Refusal('forbidden_origin', 'Connections from this origin are not allowed on this server.');
    }
    if (io.of('/').sockets.size >= limits.connections) {
      throw new Refusal(
        'server_full',
        'The server has no free connection. Updates continue over REST.',
        FULL_RETRY_MS,
      );
    }
    const auth = handshakeAuthSchema.safeParse(socket.handshake.auth);
    if (!auth.success) throw unauthorized();
    const identity = await options.verifyToken(auth.data.token);
    if (!identity) throw unauthorized();
    if (options.enabledFor?.(identity.userId) === false) throw disabled();
    if ((io.of('/').adapter.rooms.get(userRoom(identity.userId))?.size ?? 0) >= limits.connectionsPerUser) {
      throw new Refusal('server_full', 'You have too many open connections to this server.', FULL_RETRY_MS);
    }
    return { identity, bootId: auth.data.client?.boot_id?.slice(0, 64) };
  }

  return (socket: GatewaySocket, next: (error?: Error) => void): void => {
    admit(socket)
      .then(async ({ identity, bootId }) => {
        socket.data.identity = identity;
        socket.data.bootId = bootId;
        await socket.join([userRoom(identity.userId), tokenRoom(identity.tokenId)]);
        next();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) options.onError(error, { what: 'admission' });
        const refusal = error instanceof Refusal ? error : notChecked();
        options.onRefused?.(refusal.data.code);
        next(refusal);
      });
  };
}

const unauthorized = (): Refusal =>
  new Refusal('unauthorized', 'The token is missing, unknown or revoked. Pair with the server again.');

const notChecked = (): Refusal =>
  new Refusal('unavailable', 'The server could not check the connection. Try again.');

const disabled = (): Refusal =>
  new Refusal(
    'websocket_disabled',
    'Live connections are turned off on this server. Updates continue over REST.',
  );
