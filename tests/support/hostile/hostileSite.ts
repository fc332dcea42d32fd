import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request to a hostile site. */
export interface Visit {
  path: string;
  query: URLSearchParams;
  /** Address of the site, without a slash at its end. */
  origin: string;
  request: IncomingMessage;
  response: ServerResponse;
  /** A number of things, smaller in the short battery. */
  many: (full: number) => number;
}

/** Answers a request; false sends 404. */
export type HostileSite = (visit: Visit) => boolean;

/** A page that begins like an ordinary one. */
export const HEAD =
  '<!doctype html><html lang=en><head><title>An ordinary title of a page, long enough</title></head><body><main>';

export const listOf = (count: number, item: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => item(n)).join('');

/** Sends an answer with a body; true, as sites return it. */
export function send(
  { response }: Visit,
  body: string | Buffer,
  type = 'text/html; charset=utf-8',
  headers: Record<string, string> = {},
): true {
  response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  return true;
}

/** Sends a redirect. */
export function redirect({ response }: Visit, location: string): true {
  response.writeHead(302, { location }).end();
  return true;
}

/** Sends bytes that Node's HTTP server would not send. */
export function sendRaw({ request }: Visit, text: string, end = true): true {
  if (end) request.socket.end(text);
  else request.socket.write(text);
  return true;
}

/** Repeats an action until the client is gone. */
export function repeat({ request }: Visit, everyMs: number, act: () => void): true {
  const timer = setInterval(() => {
    if (request.socket.destroyed) clearInterval(timer);
    else act();
  }, everyMs);
  return true;
}

/** Sends the same bytes as fast as the client takes them, without an end. */
export function flood({ response }: Visit, type: string, head: string, bytes: string): true {
  response.writeHead(200, { 'content-type': type });
  response.write(head);
  const go = (): void => {
    while (!response.destroyed && response.write(bytes));
    if (!response.destroyed) response.once('drain', go);
  };
  go();
  return true;
}

/** Only the start page, as `answer` sends it. */
export const startPage =
  (answer: HostileSite): HostileSite =>
  (visit) =>
    visit.path === '/' && answer(visit);

export interface RunningSite {
  url: string;
  /** Bytes that were sent. */
  sentBytes: () => number;
  close(): Promise<void>;
}

/** Starts a hostile site on a free port of loopback. `scale` is 1 in full size. */
export async function startHostileSite(site: HostileSite, scale: number): Promise<RunningSite> {
  let origin = '';
  const sockets = new Set<Socket>();
  const many = (full: number): number => Math.max(1, Math.ceil(full * scale));
  const server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
    for (const part of [request, response]) part.on('error', () => undefined);
    const url = new URL(request.url ?? '/', origin);
    const visit = { path: url.pathname, query: url.searchParams, origin, request, response, many };
    if (!site(visit)) response.writeHead(404, { 'content-type': 'text/html' }).end('There is none.');
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/`,
    sentBytes: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
