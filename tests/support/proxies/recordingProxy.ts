import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What the proxy answers instead of the server; `hang`: it accepts the request and never answers. */
export type Reply = { status: number; headers?: Record<string, string>; body: string } | 'hang';

export interface RecordingProxy {
  url: string;
  /** Every request in order, e.g. `GET /api/tokens`, or `SOCKET` for a live connection. */
  asked: string[];
  /** When set, its reply is sent instead of the server's; null forwards the request. Open sockets stay open. */
  reply: ((line: string) => Reply | null) | null;
  /** Names of headers that are removed from the server's answers, e.g. those of CORS. */
  hides: RegExp | null;
  /** Stops listening: connections are refused. */
  shut(): Promise<void>;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

function refuseUpgrade(socket: Duplex, reply: Reply): void {
  socket.on('error', () => undefined);
  if (reply === 'hang') return;
  const headers = Object.entries({ connection: 'close', ...reply.headers });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${reply.status} Refused\r\n${lines}\r\n${reply.body}`);
}

/** A proxy that records every request and forwards it to the server, or answers it itself. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target);
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    asked.push(line);
    const reply = opened.reply?.(line) ?? null;
    if (reply === 'hang') return;
    if (reply) {
      response.writeHead(reply.status, reply.headers).end(reply.body);
      return;
    }
    const { method, url, headers } = request;
    const onward = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, shown(answer.rawHeaders));
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  const shown = (raw: string[]) =>
    raw.filter((_, index) => !opened.hides?.test(raw[index - (index % 2)] ?? ''));
  proxy.on('upgrade', (request, socket, head) => {
    asked.push('SOCKET');
    const reply = opened.reply?.('SOCKET') ?? null;
    if (reply) return refuseUpgrade(socket, reply);
    const onward = connect(Number(port), hostname, () => {
      const headers = request.rawHeaders.map((text, index) => (index % 2 ? `${text}\r\n` : `${text}: `));
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  });
  const listen = (at: number) => new Promise<void>((resolve) => proxy.listen(at, '127.0.0.1', resolve));
  // After an upgrade the HTTP server neither closes a connection nor waits for its end.
  const connections = new Set<Socket>();
  proxy.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const shut = () =>
    new Promise<void>((resolve) => {
      for (const socket of connections) socket.destroy();
      proxy.close(() => resolve());
    });
  await listen(0);
  const own = (proxy.address() as AddressInfo).port;
  const opened: RecordingProxy = {
    url: `http://127.0.0.1:${own}`,
    asked,
    reply: null,
    hides: null,
    shut,
    reopen: () => listen(own),
    close: shut,
  };
  return opened;
}
