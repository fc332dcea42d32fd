import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createAddressGuard } from '../../../server/src/crawl/fetch/createAddressGuard.ts';
import {
  createFetcher,
  type Fetcher,
  type FetcherOptions,
} from '../../../server/src/crawl/fetch/createFetcher.ts';
import { quickLimits } from '../../support/crawl/crawlOf.ts';
import { type Answers, startAnsweringSite, startTcpSite } from '../../support/sites/answeringSite.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function fetcherWith(options: Partial<FetcherOptions> & { allowPrivate?: boolean } = {}): Fetcher {
  const { allowPrivate = true, ...rest } = options;
  const refusal = createAddressGuard({ allowPrivate, ownPorts: () => [], ownAddresses: () => [] });
  const fetcher = createFetcher({ refusal, limits: quickLimits, ...rest });
  closing.push(fetcher.close);
  return fetcher;
}

async function site(answers: Answers) {
  const started = await startAnsweringSite(answers);
  closing.push(started.close);
  return started;
}

const get = (fetcher: Fetcher, url: string, max = 1_000_000, signal = new AbortController().signal) =>
  fetcher.get({ url, bodyBytes: () => max, signal });

const textOf = (body: Uint8Array | null): string => Buffer.from(body ?? []).toString();

describe('fetching', () => {
  it('sends its name and the types it reads, and keeps no cookies', async () => {
    const { origin, requests } = await site({
      '/': (_request, response) => response.writeHead(200, { 'set-cookie': 'a=b' }).end('hello'),
    });
    const fetcher = fetcherWith();
    expect(textOf((await get(fetcher, `${origin}/`)).body)).toBe('hello');
    await get(fetcher, `${origin}/`);
    expect(requests[1]?.headers).toMatchObject({ 'accept-encoding': 'gzip, deflate, br, zstd' });
    expect(requests[1]?.headers['user-agent']).toContain('SEOLive/');
    // Googlebot sends none either, and sites answer by it.
    expect(requests[1]?.headers['accept-language']).toBeUndefined();
    expect(requests[1]?.headers.cookie).toBeUndefined();
  });

  it('does not follow redirects by itself', async () => {
    const { origin, paths } = await site({
      '/': (_request, response) => response.writeHead(302, { location: '/next' }).end(),
    });
    expect(await get(fetcherWith(), `${origin}/`)).toMatchObject({ status: 302, failure: null });
    expect(paths()).toEqual(['/']);
  });

  it('decompresses, and stops at a bomb', async () => {
    const pack = (bytes: Buffer) => (_request: unknown, response: import('node:http').ServerResponse) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes));
    const { origin } = await site({ '/': pack(Buffer.from('hi')), '/bomb': pack(Buffer.alloc(50_000_000)) });
    const fetcher = fetcherWith();
    expect(textOf((await get(fetcher, `${origin}/`)).body)).toBe('hi');
    expect(await get(fetcher, `${origin}/bomb`)).toMatchObject({ failure: 'too_large', body: null });
  });

  it('does not read a body that is not needed', async () => {
    let sent = 0;
    const { origin } = await site({
      '/': (_request, response) => {
        response.writeHead(200, { 'content-type': 'video/mp4' });
        const more = (): void => {
          while (!response.destroyed && sent < 200) {
            sent++;
            if (!response.write(Buffer.alloc(1_000_000))) return void response.once('drain', more);
          }
        };
        more();
      },
    });
    expect(await get(fetcherWith(), `${origin}/`, 0)).toMatchObject({
      status: 200,
      body: null,
      failure: null,
    });
    expect(sent).toBeLessThan(50);
  });

  it.each([
    ['by its length', { 'content-length': '5000000' }],
    ['in the middle', {}],
  ])('refuses a body over the limit: %s', async (_name, headers) => {
    const { origin } = await site({
      '/': (_request, response) => response.writeHead(200, headers).end(Buffer.alloc(5_000_000)),
    });
    expect(await get(fetcherWith(), `${origin}/`)).toMatchObject({ failure: 'too_large' });
  });

  it.each([
    ['nothing is sent', () => {}, 'timeout'],
    ['the head never ends', (write: (text: string) => void) => write('HTTP/1.1 200 OK\r\nx: '), 'timeout'],
    [
      'the body never ends',
      (write: (text: string) => void) => write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
      'timeout',
    ],
    ['no HTTP', (write: (text: string) => void) => write('SSH-2.0-OpenSSH_9.2\r\n'), 'bad_answer'],
    [
      'a head without end',
      (write: (text: string) => void) => write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(200_000)}`),
      'bad_answer',
    ],
  ])('reports the failure: %s', async (_name, answer, failure) => {
    const tcp = await startTcpSite((socket) => {
      socket.once('data', () => answer((text) => socket.write(text)));
    });
    closing.push(tcp.close);
    const limits = failure === 'timeout' ? { ...quickLimits, firstByteMs: 150, totalMs: 300 } : quickLimits;
    const fetcher = fetcherWith({ limits });
    expect(await get(fetcher, tcp.origin)).toMatchObject({ status: null, failure });
  });

  it.each([
    ['is reset', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
    ['is closed', (socket: import('node:net').Socket) => socket.end()],
  ])('reports a connection that %s', async (_name, act) => {
    const tcp = await startTcpSite((socket) => socket.once('data', () => act(socket)));
    closing.push(tcp.close);
    expect(await get(fetcherWith(), tcp.origin)).toMatchObject({ failure: 'connection' });
  });

  it('reports a closed port, an unknown name and invalid TLS', async () => {
    const tcp = await startTcpSite((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const lookup = ((_host: string, _options: unknown, done: (error: Error) => void) =>
      done(
        Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }),
      )) as unknown as FetcherOptions['lookup'];
    const secure = await get(fetcherWith(), tcp.origin.replace('http:', 'https:'));
    await tcp.close();
    expect(secure).toMatchObject({ failure: 'tls' });
    expect(await get(fetcherWith(), tcp.origin)).toMatchObject({ failure: 'connection' });
    expect(await get(fetcherWith({ lookup }), 'http://nobody.example/')).toMatchObject({
      failure: 'name_not_found',
    });
  });

  it.each(['before the answer', 'in the body'])('aborts %s and closes the connection', async (when) => {
    const abort = new AbortController();
    const { origin, open } = await site({
      '/': (_request, response) => {
        if (when === 'in the body') response.writeHead(200).write('abc');
        setTimeout(() => abort.abort(), 20);
      },
    });
    await expect(get(fetcherWith(), `${origin}/`, 1000, abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect.poll(open).toBe(0);
  });
});

describe('the guard at connect time', () => {
  const resolving = (...answers: string[][]): FetcherOptions['lookup'] => {
    let asked = 0;
    return ((_host: string, _options: unknown, done: (error: null, addresses: unknown) => void) => {
      const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as unknown as FetcherOptions['lookup'];
  };

  it.each([
    'http://127.0.0.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://0x7f000001',
    'http://localhost',
  ])('refuses %s when private addresses are not allowed, before connecting', async (host) => {
    const tcp = await startTcpSite(() => {});
    closing.push(tcp.close);
    const answer = await get(fetcherWith({ allowPrivate: false }), `${host}:${tcp.port}/`);
    expect(answer).toMatchObject({ failure: 'address_refused' });
    expect(tcp.connections()).toBe(0);
  });

  it.each([
    'http://169.254.169.254/',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[fd00:ec2::254]/',
  ])('refuses %s also when private addresses are allowed', async (url) => {
    expect(await get(fetcherWith(), url)).toMatchObject({ failure: 'address_refused' });
  });

  it('judges a name by the address it resolves to when connecting', async () => {
    const { origin, port, requests } = await site({ '/': 'secret' });
    expect(origin).toContain('127.0.0.1');
    const lookup = resolving(['169.254.169.254'], ['127.0.0.1']);
    const fetcher = fetcherWith({ lookup });
    expect(await get(fetcher, `http://rebind.example:${port}/`)).toMatchObject({
      failure: 'address_refused',
    });
    expect(await get(fetcher, `http://rebind.example:${port}/`)).toMatchObject({ status: 200 });
    const strict = fetcherWith({ lookup: resolving(['127.0.0.1']), allowPrivate: false });
    expect(await get(strict, `http://rebind.example:${port}/`)).toMatchObject({ failure: 'address_refused' });
    expect(requests).toHaveLength(1);
  });

  it('uses only the allowed ones of several addresses', async () => {
    const { port } = await site({ '/': 'ok' });
    const fetcher = fetcherWith({ lookup: resolving(['169.254.169.254', '127.0.0.1']) });
    expect(await get(fetcher, `http://mixed.example:${port}/`)).toMatchObject({ status: 200 });
  });

  it('never connects to its own server', async () => {
    const { origin, port } = await site({ '/': 'ok' });
    const refusal = createAddressGuard({
      allowPrivate: true,
      ownPorts: () => [port],
      ownAddresses: () => [],
    });
    expect(await get(fetcherWith({ refusal }), `${origin}/`)).toMatchObject({ failure: 'address_refused' });
  });
});
