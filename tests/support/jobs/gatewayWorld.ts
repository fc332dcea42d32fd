import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOriginPolicy } from '../../../server/src/auth/createOriginPolicy.ts';
import { createGateway } from '../../../server/src/realtime/createGateway.ts';
import type { GatewayOptions } from '../../../server/src/realtime/gatewayOptions.ts';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { connectSocket, type TestSocket } from '../server/connectSocket.ts';
import { type JobWorldOptions, openJobWorld } from './jobWorld.ts';

/** A job world with the real gateway. The token of a user is `token-` followed by the name. */
export async function openGatewayWorld(
  options: JobWorldOptions & { gateway?: Partial<GatewayOptions> } = {},
) {
  const world = await openJobWorld(options);
  const httpServer = createServer((_request, response) => response.end());
  const errors: unknown[] = [];
  const gateway = createGateway({
    httpServer,
    log: world.log,
    clock: systemClock,
    enabled: true,
    isOriginAllowed: createOriginPolicy({ corsOrigins: ['https://console.example'], publicUrl: '' }),
    verifyToken: async (token) => {
      const userId = /^token-(ada|bob)/.exec(token)?.[1];
      return userId ? { userId, tokenId: token } : null;
    },
    onError: (error) => errors.push(error),
    ...options.gateway,
  });
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const sockets: TestSocket[] = [];
  return {
    ...world,
    gateway,
    httpServer,
    url,
    socketErrors: errors,
    async connect(token = 'token-ada', origin?: string): Promise<TestSocket> {
      const socket = await connectSocket(url, { token, ...(origin !== undefined && { origin }) });
      sockets.push(socket);
      return socket;
    },
    async closeAll(): Promise<void> {
      for (const socket of sockets) socket.disconnect();
      await gateway.close();
      await new Promise((resolve) => {
        httpServer.close(resolve);
        httpServer.closeAllConnections();
      });
      await world.close();
    },
  };
}

export type GatewayWorld = Awaited<ReturnType<typeof openGatewayWorld>>;
