import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createAddressGuard } from '../../../server/src/crawl/fetch/createAddressGuard.ts';
import { createFetcher } from '../../../server/src/crawl/fetch/createFetcher.ts';
import { page } from '../../support/crawl/crawledPages.ts';
import { crawlOf, quickLimits } from '../../support/crawl/crawlOf.ts';
import { makeTestAuthority } from '../../support/proxies/testAuthority.ts';
import { startTcpSite } from '../../support/sites/answeringSite.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A site that answers every request on a connection with these bytes. */
async function bytesSite(answer: (path: string) => string) {
  const asked: string[] = [];
  const site = await startTcpSite((socket) => {
    socket.once('data', (data) => {
      const target = data.toString('latin1').split(' ')[1] ?? '';
      asked.push(target);
      socket.end(Buffer.from(answer(target), 'latin1'));
    });
  });
  closing.push(site.close);
  return { ...site, asked };
}

function fetcherOf(allowPrivate = true) {
  const refusal = createAddressGuard({ allowPrivate, ownPorts: () => [], ownAddresses: () => [] });
  const fetcher = createFetcher({ refusal, limits: quickLimits });
  closing.push(fetcher.close);
  return (url: string) =>
    fetcher.get({ url, bodyBytes: () => 1_000_000, signal: new AbortController().signal });
}

const close = 'Content-Type: text/html\r\nConnection: close\r\n';

describe('an answer that every browser shows', () => {
  it.each<[string, string]>([
    ['a blank in a name', `HTTP/1.1 200 OK\r\nX Powered By: x\r\n${close}\r\nhi`],
    ['a control character in a value', `HTTP/1.1 200 OK\r\nX: a\x01b\r\n${close}\r\nhi`],
    ['lines that end with LF', 'HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\nhi'],
    ['the length twice', `HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n${close}\r\nhi`],
    [
      'a length beside chunks',
      `HTTP/1.1 200 OK\r\nContent-Length: 17\r\nTransfer-Encoding: chunked\r\n${close}\r\n2\r\nhi\r\n0\r\n\r\n`,
    ],
    [
      'a header of 200 kB',
      `HTTP/1.1 200 OK\r\n${`Link: </${'x'.repeat(990)}>\r\n`.repeat(200)}${close}\r\nhi`,
    ],
  ])('is read: %s', async (_name, answer) => {
    const { origin } = await bytesSite(() => answer);
    const { status, failure, body, headers } = await fetcherOf()(`${origin}/a?`);
    expect({ status, failure, body: Buffer.from(body ?? []).toString() }).toEqual({
      status: 200,
      failure: null,
      body: 'hi',
    });
    expect(headers['content-type']).toBe('text/html');
  });

  it('is asked for once more, with the same target, and other failures are not', async () => {
    const { origin, asked } = await bytesSite(() => 'no HTTP\r\n');
    expect(await fetcherOf()(`${origin}/a?`)).toMatchObject({ failure: 'bad_answer' });
    expect(asked).toEqual(['/a?', '/a?']);
    const cut = await bytesSite(() => 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi');
    expect(await fetcherOf()(`${cut.origin}/`)).toMatchObject({ failure: 'connection' });
    expect(cut.asked).toEqual(['/']);
  });

  it('is guarded at the second try, too', async () => {
    let connections = 0;
    const site = await startTcpSite((socket) => {
      connections++;
      socket.once('data', () => socket.end('no HTTP\r\n'));
    });
    closing.push(site.close);
    // The second look-up of the name leads to another address.
    let allowed = true;
    const fetcher = createFetcher({
      refusal: () => {
        const reason = allowed ? null : 'not any more';
        return reason;
      },
      limits: quickLimits,
    });
    closing.push(fetcher.close);
    const answer = await fetcher.get({
      url: `${site.origin}/`,
      bodyBytes: () => 1_000,
      signal: new AbortController().signal,
      onSent: () => {
        allowed = false;
      },
    });
    expect(answer.failure).toBe('address_refused');
    expect(connections).toBe(1);
  });

  it('is closed when the scan stops', async () => {
    const stop = new AbortController();
    let asked = 0;
    const site = await startTcpSite((socket) =>
      socket.once('data', () => {
        asked++;
        if (asked === 1) socket.end('no HTTP\r\n');
        else stop.abort(new Error('stopped'));
      }),
    );
    closing.push(site.close);
    const refusal = createAddressGuard({ allowPrivate: true, ownPorts: () => [], ownAddresses: () => [] });
    const fetcher = createFetcher({ refusal, limits: quickLimits });
    closing.push(fetcher.close);
    const asking = fetcher.get({ url: `${site.origin}/`, bodyBytes: () => 9, signal: stop.signal });
    await expect(asking).rejects.toThrow('stopped');
    await expect.poll(site.connections).toBe(0);
  });
});

describe('a page that failed', () => {
  it('says why', async () => {
    const { origin } = await bytesSite((target) =>
      target === '/'
        ? `HTTP/1.1 200 OK\r\n${close}\r\n${page('/cut', '/odd')}`
        : target === '/cut'
          ? `HTTP/1.1 200 OK\r\n${close}Content-Length: 99\r\n\r\nhi`
          : target === '/odd'
            ? 'no HTTP\r\n'
            : `HTTP/1.1 404 No\r\n${close}\r\n`,
    );
    const { frontier } = await crawlOf({ url: `${origin}/` });
    expect(frontier.record(`${origin}/cut`)).toMatchObject({
      outcome: 'failed',
      visit: { failure: 'connection' },
    });
    expect(frontier.record(`${origin}/odd`)).toMatchObject({
      outcome: 'failed',
      visit: { failure: 'bad_answer' },
    });
  });
});

describe('a certificate', () => {
  it('without the one that signed it is not the same as an invalid one', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'seo-live-chain-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const { cert, key } = await makeTestAuthority(folder, 'localhost');
    const server = createServer(
      { cert: await readFile(cert), key: await readFile(key) },
      (_request, response) => response.end('hi'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(
      () =>
        new Promise<void>((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    );
    const { port } = server.address() as AddressInfo;
    expect(await fetcherOf()(`https://localhost:${port}/`)).toMatchObject({ failure: 'tls_chain' });
  });
});
