import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { Server } from 'socket.io';
import type { PairedServer } from '../../../lib/state/pairedServer.ts';

export interface OtherServerOptions {
  version?: string;
  /** Its name for itself; the extension is paired with `other`. */
  serverId?: string;
  /** `html`: a page that wants a log-in answers everything, with 200. */
  rest?: 'ok' | 'html';
  /** `blocked`: REST answers, but upgrades are cut, as some proxies do. */
  socket?: 'open' | 'blocked';
  /** How it answers a join: no such scan, not at all, or well but without any message. */
  join?: 'unknown' | 'silent' | 'mute';
}

/** A server that speaks the contract in part: an older one, a plain one, or one behind a bad proxy. */
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
      // Whatever else the application tells its other clients.
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
    /** Sockets that are open, and that ever were. */
    sockets: () => ({ open: io?.engine.clientsCount ?? 0, opened }),
    /** Paired without a code: stored from a page of the extension. */
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
