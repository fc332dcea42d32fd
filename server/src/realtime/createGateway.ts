import type { IncomingMessage } from 'node:http';
import { jobIdOfRoom, TEST_JOB_ID } from '@seo-live/protocol';
import { Server } from 'socket.io';
import { createAdmission } from './createAdmission.ts';
import { createDelivery } from './createDelivery.ts';
import { createFloodShed } from './createFloodShed.ts';
import { createRoomJoins } from './createRoomJoins.ts';
import { defaultGatewayLimits } from './defaultGatewayLimits.ts';
import type { Gateway, GatewayOptions } from './gatewayOptions.ts';
import type { GatewayServer } from './gatewaySocket.ts';
import { tokenRoom } from './ownRooms.ts';

/** A join with every field at its longest is under 1 KB; nothing else is ever received. */
const MAX_MESSAGE_BYTES = 16 * 1024;

/**
 * Live updates over Socket.IO. Chrome stops a worker after 30 s without a frame, hence the ping every 20 s.
 * WebSocket only, so that no proxy needs sticky sessions.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { httpServer, log, clock, onError } = options;
  const limits = { ...defaultGatewayLimits, ...options.limits };
  const io: GatewayServer = new Server(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    pingInterval: options.pingIntervalMs ?? 20_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    allowRequest: createFloodShed(clock, limits.handshakesPerMinute, options.addressOf ?? socketAddress, () =>
      options.onRefused?.('rate_limited'),
    ),
  });
  /**
   * Tokens revoked while this process runs. A socket whose token is revoked during its handshake has no token
   * room yet.
   */
  const revoked = new Set<string>();
  io.use(createAdmission(io, { ...options, limits }));
  const delivery = createDelivery({ io, log, clock, onError, onEmitted: options.onEmitted });
  const follow = createRoomJoins({ log, delivery, clock, limits, onError, onRefused: options.onRefused });
  io.on('connection', (socket) => {
    const { identity, bootId } = socket.data;
    if (revoked.has(identity.tokenId)) return void socket.disconnect(true);
    options.onConnected?.({ bootId });
    socket.on('disconnect', (reason) => options.onDisconnected?.({ bootId, reason }));
    follow(socket);
  });

  return {
    disconnectToken(tokenId) {
      revoked.add(tokenId);
      io.in(tokenRoom(tokenId)).disconnectSockets(true);
    },
    connections: () => io.of('/').sockets.size,
    rooms() {
      const members = [...io.of('/').adapter.rooms]
        .map(([room, sockets]) => ({ jobId: jobIdOfRoom(room), size: sockets.size }))
        .filter(({ jobId }) => jobId !== null && jobId !== TEST_JOB_ID)
        .map(({ size }) => size);
      return { hosted: members.length, joined: members.reduce((sum, size) => sum + size, 0) };
    },
    async close() {
      delivery.close();
      // io.close() would also close the HTTP server, which has another owner. After a "disconnect" from the
      // server, clients would not reconnect automatically, and after a restart they must.
      io.engine.close();
    },
  };
}

const socketAddress = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';
