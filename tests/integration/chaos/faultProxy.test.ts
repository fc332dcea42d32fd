import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FaultProxy, openFaultProxy } from '../../support/proxies/faultProxy.ts';

let echo: Server;
let proxy: FaultProxy;
const accepted: Socket[] = [];

beforeEach(async () => {
  accepted.length = 0;
  echo = createServer((socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => socket.write(chunk));
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  proxy = await openFaultProxy((echo.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.close();
  for (const socket of accepted) socket.destroy();
  await new Promise((resolve) => echo.close(resolve));
});

async function openSocket(): Promise<Socket> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function replyTo(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [chunk] = await Promise.race([once(socket, 'data'), wait(150).then(() => ['nothing'])]);
  return String(chunk);
}

it('passes everything in both directions, in order, with the requested latency', async () => {
  const socket = await openSocket();
  expect(await replyTo(socket, 'hello')).toBe('hello');
  proxy.setLatency(20);
  const began = Date.now();
  expect(await replyTo(socket, 'again')).toBe('again');
  expect(Date.now() - began).toBeGreaterThanOrEqual(38);
  socket.destroy();
});

it('drops open connections and accepts the next one', async () => {
  const socket = await openSocket();
  const closed = once(socket, 'close');
  proxy.drop();
  await closed;
  const next = await openSocket();
  expect(await replyTo(next, 'x')).toBe('x');
  next.destroy();
});

it('resets open connections', async () => {
  const socket = await openSocket();
  await replyTo(socket, 'x');
  const failed = once(socket, 'error');
  proxy.reset();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});

it('refuses like a port without a listener, and listens again on the same port', async () => {
  const socket = await openSocket();
  socket.on('error', () => undefined);
  const { url } = proxy;
  await proxy.set('refused');
  await expect(openSocket()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.set('open');
  expect(proxy.url).toBe(url);
  const next = await openSocket();
  expect(await replyTo(next, 'x')).toBe('x');
  next.destroy();
});

it('stalls half-open: connections stay open, nothing passes, and no close is reported', async () => {
  const old = await openSocket();
  expect(await replyTo(old, 'x')).toBe('x');
  let isClosed = false;
  old.on('close', () => {
    isClosed = true;
  });
  old.on('error', () => undefined);
  await proxy.set('stalled');
  expect(await replyTo(old, 'y')).toBe('nothing');
  const recent = await openSocket();
  recent.on('error', () => undefined);
  expect(await replyTo(recent, 'z')).toBe('nothing');
  for (const socket of accepted) socket.destroy();
  await wait(50);
  expect(isClosed).toBe(false);
  const closed = new Promise((resolve) => old.once('close', resolve));
  await proxy.set('open');
  await closed;
  const next = await openSocket();
  expect(await replyTo(next, 'x')).toBe('x');
  next.destroy();
});
