import type { ClientToServerEvents, ServerToClientEvents } from '@seo-live/protocol';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Identity } from './gatewayOptions.ts';

/** The user of a socket; set before it is connected. */
interface SocketData {
  identity: Identity;
  bootId: string | undefined;
}

export type GatewayServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type GatewaySocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
