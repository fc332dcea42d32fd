import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeText } from '../sampleSite/encode.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const prose = '這是一個用來測試編碼的頁面，內容是關於高山茶的採收與烘焙。';

function html(response: ServerResponse, body: string | Uint8Array, type = 'text/html; charset=utf-8') {
  response.writeHead(200, { 'content-type': type });
  response.end(body);
}

const page = (title: string, head = '') =>
  `<!doctype html><html lang="zh-TW"><head>${head}<title>${title}</title></head><body><main><h1>${title}</h1><p>${prose}</p></main></body></html>`;

function withoutRobots(listener: Listener): Listener {
  return (request, response) => {
    if (request.url === '/robots.txt') {
      response.writeHead(404).end();
      return;
    }
    listener(request, response);
  };
}

const brokenUtf8 = Buffer.concat([
  Buffer.from('<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Broken '),
  Buffer.from([0xc3, 0x28, 0xff, 0xe2, 0x82]),
  Buffer.from(' but readable title</title></head><body><h1>Still read</h1></body></html>'),
]);

const listeners = {
  good: withoutRobots((_request, response) => html(response, page('一個完全正常可以掃描的頁面標題'))),
  hanging: withoutRobots(() => {}),
  huge: withoutRobots((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.write('<!doctype html><html lang="en"><head><title>Huge</title></head><body>');
    const chunk = `<p>${'x'.repeat(64 * 1024)}</p>`;
    let sent = 0;
    const more = () => {
      while (sent < 50 * 1024 * 1024 && !response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  }),
  brokenUtf8: withoutRobots((_request, response) => html(response, brokenUtf8)),
  big5: withoutRobots((_request, response) =>
    html(response, encodeText(page('大五碼編碼的高山茶園介紹頁面'), 'big5'), 'text/html; charset=big5'),
  ),
  gb18030: withoutRobots((_request, response) =>
    html(
      response,
      encodeText(
        page('国标编码的高山茶园介绍页面', '<meta charset="gb18030">').replace(prose, '高山茶'),
        'gb18030',
      ),
      'text/html',
    ),
  ),
  endlessRedirect: withoutRobots((request, response) => {
    const step = Number(new URL(request.url ?? '/', 'http://site').searchParams.get('step') ?? 0);
    response.writeHead(302, { location: `/?step=${step + 1}` }).end();
  }),
  robots500: (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/robots.txt') response.writeHead(500).end();
    else html(response, page('robots.txt 回應錯誤的網站首頁標題'));
  },
} satisfies Record<string, Listener>;

export type BadSite = keyof typeof listeners;

export interface BadSites {
  url(name: BadSite): string;
  close(): Promise<void>;
}

/** Faulty sites, each on its own port, and one healthy site. */
export async function startBadSites(): Promise<BadSites> {
  const servers = new Map<string, ReturnType<typeof createServer>>();
  for (const [name, listener] of Object.entries(listeners)) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.set(name, server);
  }
  return {
    url(name) {
      const address = servers.get(name)?.address() as AddressInfo | undefined;
      return `http://127.0.0.1:${address?.port}/`;
    },
    async close() {
      for (const server of servers.values()) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
