import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { Server } from 'socket.io';
import type { PairedServer } from '../../../lib/state/pairedServer.ts';

export interface OtherServerOptions {
  version?: string;
  /** The `server_id` it reports; the extension is paired with `other`. */
  serverId?: string;
  /** `html`: every request gets a log-in page with status 200, as captive networks answer. */
  rest?: 'ok' | 'html';
  /** `blocked`: REST works, but upgrades to WebSocket are cut, as some proxies do. */
  socket?: 'open' | 'blocked';
  /** The answer to a join. `unknown`: no such scan; `silent`: no answer; `mute`: joined, but no message follows. */
  join?: 'unknown' | 'silent' | 'mute';
}

/** A server that keeps the contract in part: an older one, a basic one, or one behind a faulty proxy. */
export async function startOtherServer(options: OtherServerOptions = {}) {
  const { version = '0.0.9', serverId = 'other', rest = 'ok', socket = 'open', join = 'unknown' } = options;
  const http = createServer((request, response) => {
    if (rest === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<title>Log in</title>');
      return;
    }
    const known = request.url === '/api/config';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        known
          ? {
              server_id: serverId,
              name: 'Other server',
              version,
              server_time: new Date().toISOString(),
              websocket: { enabled: true, url: null },
              polling_interval_ms: 5000,
            }
          : { detail: 'Not Found' },
      ),
    );
  });
  const io = socket === 'open' ? new Server(http, { transports: ['websocket'], serveClient: false }) : null;
  if (!io) http.on('upgrade', (_request, connection) => connection.destroy());
  let opened = 0;
  io?.on('connection', (client) => {
    opened += 1;
    client.on('join_job', (request: { job_id: string }, ack: (answer: unknown) => void) => {
      // An event that the application sends to its own clients.
      client.emit('thumbnail', Buffer.from([0x89, 0x50, 0x4e, 0x47]));
      if (join === 'unknown') ack({ ok: false, error: { code: 'not_found', message: '' } });
      if (join === 'mute')
        ack({ ok: true, snapshot: { job_id: request.job_id }, reset: false, ended: false });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    url,
    /** Sockets open now, and opened since the start. */
    sockets: () => ({ open: io?.engine.clientsCount ?? 0, opened }),
    /** Pairs without a code: writes the server into the storage from an extension page. */
    async pair(page: Page): Promise<void> {
      const server: PairedServer = {
        serverId: 'other',
        userId: 'u1',
        url,
        name: 'Other server',
        version,
        token: 'token-of-anna',
        pairedAt: new Date().toISOString(),
      };
      await page.evaluate((stored) => chrome.storage.local.set({ server: stored }), server);
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        io?.disconnectSockets(true);
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
