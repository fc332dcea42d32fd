import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import {
  flood,
  HEAD,
  type HostileSite,
  listOf,
  redirect,
  repeat,
  send,
  sendRaw,
  startPage,
} from './hostileSite.ts';

const noRobots =
  (site: HostileSite): HostileSite =>
  (visit) =>
    visit.path !== '/robots.txt' && site(visit);

const bombOf = (bytes: number): Buffer => gzipSync(Buffer.alloc(bytes, 0x61), { level: 9 });
const html = 'text/html; charset=utf-8';

/** Answers that are too long, too slow, or no HTTP. */
export const hostileAnswers: Record<string, HostileSite> = {
  gzipBomb: startPage((visit) => send(visit, bombOf(visit.many(2e8)), html, { 'content-encoding': 'gzip' })),
  gzipTwice: startPage((visit) =>
    send(visit, gzipSync(bombOf(visit.many(2e8))), html, { 'content-encoding': 'gzip, gzip' }),
  ),
  brotliBomb: startPage((visit) =>
    send(
      visit,
      brotliCompressSync(Buffer.alloc(visit.many(2e8), 0x61), {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
      }),
      html,
      { 'content-encoding': 'br' },
    ),
  ),
  endlessBody: startPage((visit) => flood(visit, html, HEAD, 'x'.repeat(65_536))),
  endlessTitle: startPage((visit) => flood(visit, html, '<title>', 'T'.repeat(65_536))),
  slowBody: startPage((visit) => {
    visit.response.writeHead(200, { 'content-type': html });
    visit.response.write(HEAD);
    return repeat(visit, 500, () => visit.response.write('x'));
  }),
  slowHeaders: startPage((visit) => {
    sendRaw(visit, 'HTTP/1.1 200 OK\r\n', false);
    return repeat(visit, 300, () => sendRaw(visit, 'X-A: b\r\n', false));
  }),
  silent: startPage(() => true),
  informational: startPage((visit) =>
    repeat(visit, 5, () =>
      sendRaw(visit, 'HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n', false),
    ),
  ),
  longHeader: startPage((visit) =>
    sendRaw(visit, `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(visit.many(1e6))}\r\nContent-Length: 1\r\n\r\nx`),
  ),
  manyHeaders: startPage((visit) =>
    sendRaw(
      visit,
      `HTTP/1.1 200 OK\r\n${listOf(1_900, (n) => `a${n}: 1\r\n`)}Content-Type: text/html\r\nContent-Length: 1\r\n\r\nx`,
    ),
  ),
  wrongLength: startPage((visit) =>
    sendRaw(visit, 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500000\r\n\r\nabc'),
  ),
  notHttp: startPage((visit) => sendRaw(visit, 'SSH-2.0-OpenSSH\r\n')),
  switching: startPage((visit) =>
    sendRaw(visit, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', false),
  ),
  growingRedirect: noRobots((visit) => redirect(visit, `${visit.path}x/`)),
  longRedirect: noRobots((visit) => redirect(visit, `/${'x'.repeat(3_000)}`)),
  redirectLoop: noRobots((visit) => redirect(visit, visit.path === '/' ? '/a' : '/')),
  badLocation: noRobots((visit) =>
    sendRaw(
      visit,
      'HTTP/1.1 302 F\r\nLocation: http://[::1\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n',
    ),
  ),
  hugeRetryAfter: noRobots((visit) => {
    visit.response.writeHead(429, { 'retry-after': '99999999999999999999' }).end();
    return true;
  }),
};
