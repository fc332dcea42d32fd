import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { type GatewayWorld, openGatewayWorld } from '../../support/jobs/gatewayWorld.ts';
import { until } from '../../support/jobs/jobWorld.ts';
import { connectSocket } from '../../support/server/connectSocket.ts';

let world: GatewayWorld;
afterEach(() => world.closeAll());

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'connected',
    (error: { data?: { code?: string } }) => error.data?.code ?? 'no reason',
  );

describe('the token', () => {
  it.each([
    ['none', undefined],
    ['empty', ''],
    ['garbage', 'garbage'],
    ['far too long', 'token-ada'.repeat(100)],
  ])('%s is unauthorized', async (_, token) => {
    world = await openGatewayWorld();
    expect(await codeOf(connectSocket(world.url, { token }))).toBe('unauthorized');
    expect(world.gateway.connections()).toBe(0);
  });

  it('closes its own sockets when revoked, and no others', async () => {
    world = await openGatewayWorld();
    const revoked = await world.connect('token-ada');
    const kept = await world.connect('token-ada-2');
    const left = new Promise((resolve) => revoked.on('disconnect', resolve));
    world.gateway.disconnectToken('token-ada');
    expect(await left).toBe('io server disconnect');
    await until(
      () => world.gateway.connections(),
      (count) => count === 1,
    );
    expect(kept.connected).toBe(true);
  });

  it.each([1, 2])(
    'closes a socket that is checked %d microtasks before the token is revoked',
    async (microtasks) => {
      world = await openGatewayWorld({
        gateway: {
          verifyToken: async (tokenId) => {
            const later = async () => {
              for (let passed = 0; passed < microtasks; passed += 1) await Promise.resolve();
              world.gateway.disconnectToken(tokenId);
            };
            void later();
            return { userId: 'ada', tokenId };
          },
        },
      });
      const socket = await world.connect('token-ada');
      await until(
        () => socket.connected || world.gateway.connections() > 0,
        (stays) => !stays,
      );
    },
  );

  it('is answered with unavailable when it cannot be checked', async () => {
    world = await openGatewayWorld({
      gateway: {
        verifyToken: async () => {
          throw new Error('disk');
        },
      },
    });
    expect(await codeOf(world.connect())).toBe('unavailable');
    expect(world.socketErrors).toHaveLength(1);
  });
});

describe('the origin', () => {
  it.each([
    [EXTENSION_ORIGIN, 'connected'],
    ['moz-extension://7b1c0e2a-0000-4000-8000-000000000000', 'connected'],
    ['https://console.example', 'connected'],
    ['https://console.example.evil.example', 'forbidden_origin'],
    ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'forbidden_origin'],
    ['null', 'forbidden_origin'],
  ])('%s: %s', async (origin, code) => {
    world = await openGatewayWorld();
    expect(await codeOf(world.connect('token-ada', origin))).toBe(code);
  });

  it('is not required from programs, which send none', async () => {
    world = await openGatewayWorld();
    const socket = io(world.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { token: 'token-ada' },
    });
    await new Promise((resolve, reject) => {
      socket.on('connect', () => resolve(null));
      socket.on('connect_error', reject);
    });
    socket.disconnect();
  });
});

it('answers that live connections are turned off, for all users or for some', async () => {
  world = await openGatewayWorld({ gateway: { enabled: false } });
  expect(await codeOf(world.connect())).toBe('websocket_disabled');
  await world.closeAll();
  world = await openGatewayWorld({ gateway: { enabledFor: (userId) => userId === 'bob' } });
  expect(await codeOf(world.connect('token-ada'))).toBe('websocket_disabled');
  expect(await codeOf(world.connect('token-bob'))).toBe('connected');
});

it('answers that it is full, for all users or for one', async () => {
  world = await openGatewayWorld({ gateway: { limits: { connections: 2, connectionsPerUser: 1 } } });
  await world.connect('token-ada');
  expect(await codeOf(world.connect('token-ada'))).toBe('server_full');
  const other = await world.connect('token-bob');
  expect(await codeOf(world.connect('token-bob'))).toBe('server_full');
  other.disconnect();
  await until(
    () => world.gateway.connections(),
    (count) => count === 1,
  );
  expect(await codeOf(world.connect('token-bob'))).toBe('connected');
});

it('drops floods of handshakes before it checks a token', async () => {
  let asked = 0;
  const refused: string[] = [];
  world = await openGatewayWorld({
    gateway: {
      limits: { handshakesPerMinute: 5 },
      verifyToken: async () => {
        asked += 1;
        return null;
      },
      onRefused: (code) => refused.push(code),
    },
  });
  const codes: string[] = [];
  for (let i = 0; i < 8; i += 1) codes.push(await codeOf(connectSocket(world.url, { token: 'x' })));
  expect(codes).toEqual([...Array(5).fill('unauthorized'), ...Array(3).fill('no reason')]);
  expect(asked).toBe(5);
  expect(refused).toEqual([...Array(5).fill('unauthorized'), ...Array(3).fill('rate_limited')]);
});

it('closes connections so that clients reconnect automatically, and leaves the HTTP server open', async () => {
  world = await openGatewayWorld();
  const socket = await world.connect();
  const reason = new Promise((resolve) => socket.on('disconnect', resolve));
  await world.gateway.close();
  expect(await reason).toBe('transport close');
  expect((await fetch(world.url)).status).toBe(200);
});
