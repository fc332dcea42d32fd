/**
 * The bundled sample site: a tea shop with planted faults. truth.json lists what must be found.
 * No dependencies; runs unbuilt on Node 24 (`node tests/support/sampleSite/serve.ts --port 0`).
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { PRIVATE, REDIRECTS, SITEMAP_EXTRA, STATUSES } from './answers.ts';
import type { Page } from './model.ts';
import { encodedPath, escapeHtml } from './model.ts';
import { PAGES } from './pages/index.ts';
import { renderPage } from './render.ts';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | string;
}

interface SampleSite {
  requestListener: (req: IncomingMessage, res: ServerResponse) => void;
  /** Percent-encoded paths of all pages that (in the end) answer 200 with HTML. */
  paths: string[];
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320" viewBox="0 0 480 320">' +
  '<rect width="480" height="320" fill="#dfe8d8"/><path d="M0 240 160 90 270 210 350 130 480 250v70H0z" fill="#6f8f6a"/></svg>';
const CSS =
  'body{max-width:60rem;margin:auto;font-family:sans-serif;line-height:1.6}nav ul{display:flex;gap:1rem}\n';
const HTML_TYPE = 'text/html; charset=utf-8';

function errorAnswer(status: number): Answer {
  const headers: Record<string, string> = { 'content-type': HTML_TYPE };
  if (status === 429) headers['retry-after'] = '1';
  const body = `<!doctype html><html><head><title>${status}</title></head><body><p>Sorry: ${status}. 抱歉，無法顯示。 <a href="/en/">Home</a></p></body></html>`;
  return { status, headers, body };
}

function sitemap(pages: Page[], origin: string): string {
  const paths = [
    ...pages.filter((page) => page.sitemap !== false).map((page) => encodedPath(page.path)),
    ...SITEMAP_EXTRA,
  ];
  const urls = paths.map((path) => `<url><loc>${escapeHtml(origin + path)}</loc></url>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n');
}

function fixedAnswer(path: string, origin: string): Answer | undefined {
  if (path === '/robots.txt') {
    const body = `User-agent: *\nDisallow: /private/\n\nSitemap: ${origin}/sitemap.xml\n`;
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
  }
  if (path === '/sitemap.xml') {
    const headers = { 'content-type': 'application/xml; charset=utf-8' };
    return { status: 200, headers, body: sitemap(PAGES, origin) };
  }
  if (path === '/assets/site.css') {
    return { status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: CSS };
  }
  if (path === '/favicon.ico' || /^\/images\/[a-z-]+\.svg$/.test(path)) {
    return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: SVG };
  }
  if (PRIVATE.has(path)) {
    const body =
      '<html><body><h1>One</h1><h1>Two</h1><img src="/images/private.svg"><a href="/private/none">here</a></body></html>';
    return { status: 200, headers: { 'content-type': HTML_TYPE }, body };
  }
  const redirect = REDIRECTS.get(path);
  if (redirect) {
    const [status, location] = redirect;
    return { status, headers: { location: location.replace('{origin}', origin) }, body: '' };
  }
  const status = STATUSES.get(path);
  return status === undefined ? undefined : errorAnswer(status);
}

function pageAnswer(page: Page, earlier: number, origin: string): Answer {
  if (earlier < (page.failsFirst ?? 0)) return errorAnswer(500);
  const { contentType, body } = renderPage(page, PAGES, origin);
  const headers: Record<string, string> = { 'content-type': contentType };
  for (const [name, value] of Object.entries(page.headers ?? {})) {
    headers[name] = value.replaceAll('{origin}', origin);
  }
  return { status: 200, headers, body };
}

/** Starts a new site, with its own counters for the pages that fail at first. */
function createSampleSite(): SampleSite {
  const byPath = new Map(PAGES.map((page) => [encodedPath(page.path), page]));
  if (byPath.size !== PAGES.length) throw new Error('two sample pages share a path');
  const requests = new Map<string, number>();

  function answer(path: string, origin: string): Answer {
    const fixed = fixedAnswer(path, origin);
    if (fixed) return fixed;
    const page = byPath.get(path);
    if (!page) return errorAnswer(404);
    const earlier = requests.get(path) ?? 0;
    requests.set(path, earlier + 1);
    return pageAnswer(page, earlier, origin);
  }

  function requestListener(req: IncomingMessage, res: ServerResponse): void {
    const origin = `http://${req.headers.host ?? 'localhost'}`;
    let path = '/';
    try {
      path = encodedPath(req.url ?? '/');
    } catch {
      // an unreadable target gets the 404 of an unknown path
      path = '/unreadable';
    }
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    const { status, headers, body } = isRead ? answer(path, origin) : errorAnswer(405);
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    res.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
    res.end(req.method === 'HEAD' ? undefined : bytes);
  }

  return { requestListener, paths: [...byPath.keys()] };
}

export async function startSampleSite(
  port = 0,
  host = '127.0.0.1',
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(createSampleSite().requestListener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sample site has no port');
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    origin: `http://${name}:${address.port}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
