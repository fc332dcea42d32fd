import { createServer, type Server, type Socket } from 'node:net';
import type { CaseAnswer, CaseRequest, CaseUrls, CrawlCase, Routes } from './crawlCase.ts';

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  404: 'Not Found',
};
const notFound: CaseAnswer = { status: 404, body: '<!doctype html><title>Nothing here</title><h1>404</h1>' };
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** An answer as bytes, so that a case can send any. */
function answerBytes({ status = 200, reason, type, headers = {}, body = '', raw }: CaseAnswer): Buffer {
  if (raw !== undefined) return Buffer.from(raw);
  const content = Buffer.from(body);
  const fields = Array.isArray(headers) ? [...headers] : Object.entries(headers);
  const has = (name: string): boolean => fields.some(([field]) => field.toLowerCase() === name);
  if (!has('content-type') && type !== null)
    fields.unshift(['Content-Type', type ?? 'text/html; charset=utf-8']);
  if (!has('content-length') && !has('transfer-encoding') && status !== 204 && status !== 304)
    fields.push(['Content-Length', content.length]);
  fields.push(['Connection', 'close']);
  const lines = fields.flatMap(([name, value]) => [
    latin(`${name}: `),
    Buffer.isBuffer(value) ? value : latin(String(value)),
    latin('\r\n'),
  ]);
  const start = latin(`HTTP/1.1 ${status} ${reason ?? reasons[status] ?? 'Answer'}\r\n`);
  return Buffer.concat([start, ...lines, latin('\r\n'), content]);
}

function parseRequest(text: string, host: number): CaseRequest {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', target = ''] = first.split(' ');
  const [path = '', ...query] = target.split('?');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { method, target, path, query: query.join('?'), headers, host };
}

function answerTo(routes: Routes, request: CaseRequest): CaseAnswer {
  const own =
    typeof routes === 'function'
      ? routes
      : (routes[request.target] ?? routes[request.path] ?? routes['*'] ?? null);
  const answer = typeof own === 'function' ? own(request) : own;
  return typeof answer === 'string' ? { body: answer } : (answer ?? notFound);
}

/** Each host has an address of its own, and all have the same port, as hosts of one site have. */
const addressOf = (id: number, host: number): string => `127.82.${id >> 2}.${(id & 3) * 60 + 1 + host}`;

const listen = (server: Server, port: number, address: string): Promise<void> =>
  new Promise((resolve, reject) => server.once('error', reject).listen(port, address, resolve));

/** Serves the hosts of one case on loopback; `requests` gathers what was asked for. */
export async function startCaseSite(one: CrawlCase) {
  const requests: CaseRequest[] = [];
  const sockets = new Set<Socket>();
  let routes: Routes[] = [];

  function serve(host: number): Server {
    return createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const end = text.indexOf('\r\n\r\n');
        if (end === -1) return;
        const request = parseRequest(text.slice(0, end), host);
        text = text.slice(end + 4);
        requests.push(request);
        const answer = answerTo(routes[host] ?? routes[0] ?? {}, request);
        if (answer.keep) socket.write(answerBytes(answer));
        else socket.end(answerBytes(answer));
      });
    });
  }

  const servers = Array.from({ length: one.hosts ?? 1 }, (_, host) => serve(host));
  let port = 0;
  for (const [host, server] of servers.entries()) {
    await listen(server, port, addressOf(one.id, host));
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  }
  const urls = [0, 1, 2].map((host) => `http://${addressOf(one.id, host)}:${port}`) as CaseUrls;
  const site = one.site({ url: urls[0], urls, port });
  routes = Array.isArray(site) ? site : [site];
  return {
    urls,
    requests,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
