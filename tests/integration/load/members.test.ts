import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { startMembers } from '../../../bench/load/startMembers.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function connect(url: string, token: string, withinMs = 20_000) {
  const members = startMembers();
  closing.push(members.close);
  const connected = members.next('connected', 30_000);
  const users = [{ token, localAddress: '127.0.0.1' }];
  members.send({ connect: { url, users, membersOfUser: 2, withinMs } });
  return { members, connected };
}

async function app(): Promise<RunningApp> {
  const running = await startApp();
  closing.push(running.close);
  return running;
}

/** A port that accepts every connection and passes it to `handle`. */
async function listening(handle: (end: () => void) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
    handle(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

it('reports why a member could not connect: no listener', async () => {
  await expect(connect('http://127.0.0.1:1', 'x').connected).rejects.toThrow(/connected: .*ECONNREFUSED/);
});

it('reports why a member could not connect: closed at once', async () => {
  const url = await listening((end) => end());
  await expect(connect(url, 'x').connected).rejects.toThrow(/connected: .*(hang up|ECONNRESET)/);
});

it('reports why a member could not connect: refused by the server', async () => {
  const { url } = await app();
  await expect(connect(url, 'x'.repeat(43)).connected).rejects.toThrow(/connected: refused: .*unauthorized/);
});

it('reports why a member could not connect: no answer', async () => {
  const url = await listening(() => undefined);
  await expect(connect(url, 'x', 300).connected).rejects.toThrow('not connected within 300 ms');
});

it('reports why a member could not join', async () => {
  const running = await app();
  const { token } = await running.pair('ana');
  const { members, connected } = connect(running.url, token);
  await connected;
  const joined = members.next('joined', 20_000);
  members.send({ join: ['j_none'] });
  await expect(joined).rejects.toThrow(/joined: join refused: .*not_found/);
});
