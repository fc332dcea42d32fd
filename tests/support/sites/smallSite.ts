import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface SmallSite {
  url: string;
  /** Requested paths in order, without robots.txt and sitemaps. */
  requests: string[];
  /** Number of unanswered requests. */
  open(): number;
  close(): Promise<void>;
}

/**
 * A site of `pages` pages, in a tree of two links each, with planted faults: every fifth page has no
 * title, every seventh links to a missing page. Each answer comes after `delayMs`.
 */
export async function startSmallSite({ pages = 12, delayMs = 0 } = {}): Promise<SmallSite> {
  const requests: string[] = [];
  let open = 0;

  const link = (n: number) => (n < pages ? `<a href="/${n}">More about chapter number ${n}</a>` : '');
  const html = (n: number) =>
    `<!doctype html><html lang="en"><head>${n % 5 === 4 ? '' : `<title>Chapter ${n} of the small book, with words</title>`}
<meta name="description" content="What chapter ${n} of the small book is about, said in enough words."></head>
<body><main><h1>Chapter ${n}</h1><p>${`Sentence of chapter ${n}. `.repeat(80)}</p>${link(2 * n + 1)}${link(2 * n + 2)}
${n % 7 === 6 ? '<a href="/missing">The lost appendix of this book</a>' : ''}</main></body></html>`;

  const server = createServer(async (request, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    if (path === '/robots.txt' || path.endsWith('.xml')) {
      response.writeHead(404).end();
      return;
    }
    requests.push(path);
    await wait(delayMs);
    const n = path === '/' ? 0 : Number(path.slice(1));
    const known = Number.isInteger(n) && n < pages;
    response.writeHead(known ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(known ? html(n) : '<!doctype html><title>Not here</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    open: () => open,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
