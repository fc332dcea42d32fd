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

async function dial(): Promise<Socket> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function answered(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [chunk] = await Promise.race([once(socket, 'data'), wait(150).then(() => ['nothing'])]);
  return String(chunk);
}

it('passes everything in both directions, in order, with the latency asked for', async () => {
  const socket = await dial();
  expect(await answered(socket, 'hello')).toBe('hello');
  proxy.setLatency(20);
  const began = Date.now();
  expect(await answered(socket, 'again')).toBe('again');
  expect(Date.now() - began).toBeGreaterThanOrEqual(38);
  socket.destroy();
});

it('drops what is open, and lets in what comes next', async () => {
  const socket = await dial();
  const closed = once(socket, 'close');
  proxy.drop();
  await closed;
  const next = await dial();
  expect(await answered(next, 'x')).toBe('x');
  next.destroy();
});

it('resets what is open', async () => {
  const socket = await dial();
  await answered(socket, 'x');
  const failed = once(socket, 'error');
  proxy.reset();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});

it('refuses like a port that nobody listens on, and listens again on the same one', async () => {
  const socket = await dial();
  socket.on('error', () => undefined);
  const { url } = proxy;
  await proxy.set('refused');
  await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.set('open');
  expect(proxy.url).toBe(url);
  const next = await dial();
  expect(await answered(next, 'x')).toBe('x');
  next.destroy();
});

it('stalls half-open: connections live, nothing passes, and nobody is told', async () => {
  const old = await dial();
  expect(await answered(old, 'x')).toBe('x');
  let told = false;
  old.on('close', () => {
    told = true;
  });
  old.on('error', () => undefined);
  await proxy.set('stalled');
  expect(await answered(old, 'y')).toBe('nothing');
  const young = await dial();
  young.on('error', () => undefined);
  expect(await answered(young, 'z')).toBe('nothing');
  for (const socket of accepted) socket.destroy();
  await wait(50);
  expect(told).toBe(false);
  const closed = new Promise((resolve) => old.once('close', resolve));
  await proxy.set('open');
  await closed;
  const next = await dial();
  expect(await answered(next, 'x')).toBe('x');
  next.destroy();
});
