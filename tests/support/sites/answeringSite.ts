import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse, times: number) => void;

/** Answers by path: a text is an HTML page, a number a status. Every other path answers 404. */
export type Answers = Record<string, string | number | Answer>;

export interface AnsweringSite {
  origin: string;
  host: string;
  port: number;
  /** Every request in order, with its time. */
  requests: { path: string; headers: IncomingMessage['headers'] }[];
  paths(): string[];
  /** Number of requests without a complete answer. */
  open(): number;
  close(): Promise<void>;
}

export async function startAnsweringSite(answers: Answers): Promise<AnsweringSite> {
  const requests: AnsweringSite['requests'] = [];
  let open = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    open++;
    response.on('close', () => {
      open--;
    });
    const answer = answers[path] ?? answers['*'] ?? 404;
    if (typeof answer === 'function')
      answer(request, response, requests.filter((seen) => seen.path === path).length);
    else if (typeof answer === 'number')
      response.writeHead(answer, { 'content-type': 'text/html' }).end('<p>no</p>');
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    requests,
    paths: () => requests.map(({ path }) => path),
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A TCP server; `onConnection` handles each connection. */
export async function startTcpSite(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    connections: (): number => sockets.size,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export const redirectTo =
  (location: string, status = 301): Answer =>
  (_request, response) =>
    response.writeHead(status, { location }).end();
