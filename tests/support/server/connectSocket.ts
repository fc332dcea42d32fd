import { type ClientToServerEvents, EXTENSION_ORIGIN, type ServerToClientEvents } from '@seo-live/protocol';
import { io, type Socket } from 'socket.io-client';

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A connected socket as the extension opens it; rejects with the refusal (`data.code` says why). */
export function connectSocket(
  url: string,
  {
    token,
    origin = EXTENSION_ORIGIN,
    bootId,
  }: { token?: string | undefined; origin?: string; bootId?: string | undefined },
): Promise<TestSocket> {
  const socket: TestSocket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: token === undefined ? {} : { token, ...(bootId !== undefined && { client: { boot_id: bootId } }) },
    extraHeaders: { origin },
  });
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
}
