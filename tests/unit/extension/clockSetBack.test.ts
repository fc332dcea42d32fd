import { expect, it } from 'vitest';
import { startScan } from '../../../lib/actions/startScan.ts';
import { createActions } from './support/createActions.ts';
import { createWorld } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { startIntent } from './support/messages.ts';

const HOUR_MS = 3600_000;

it('a clock that is set back stops neither polling nor the tries of the socket', async () => {
  const world = await createWorld(['j1']);
  world.fake.mode.socket = 'refuse';
  await world.ensure();
  await world.time.advance(120_000);
  expect((await world.view()).phase).toBe('polling');
  world.time.shift(-HOUR_MS);
  const asked = world.fake.requests.length;
  await world.time.advance(11_000);
  expect(world.fake.requests.length).toBeGreaterThan(asked);
  world.fake.mode.socket = 'ok';
  await world.time.advance(30_000);
  await world.alarm();
  expect((await world.view()).phase).toBe('live');
});

it('nor a question to a server that has asked for a pause of seconds', async () => {
  const world = await createWorld(['j1']);
  world.fake.mode.socket = 'refuse';
  world.fake.mode.rest = { status: 429, retryAfter: 17 };
  await world.ensure();
  await world.time.advance(120_000);
  expect(await world.view()).toMatchObject({ phase: 'polling', reason: 'rate_limited' });
  world.time.shift(-HOUR_MS);
  const asked = world.fake.requests.length;
  await world.time.advance(18_000);
  expect(world.fake.requests.length).toBeGreaterThan(asked);
});

it('nor what a server asked for while live, once polling begins', async () => {
  const world = await createWorld(['j1']);
  world.fake.mode.ack = 'silent';
  world.fake.mode.rest = { status: 429, retryAfter: 10 };
  await world.ensure();
  await world.time.advance(5500);
  expect(await world.view()).toMatchObject({ phase: 'live', holdUntil: expect.any(String) });
  world.time.shift(-HOUR_MS / 2);
  Object.assign(world.fake.mode, { socket: 'refuse', rest: 'ok' });
  world.fake.drop();
  await world.time.advance(120_000);
  expect(await world.view()).toMatchObject({ phase: 'polling', holdUntil: null });
  expect(world.fake.requests.filter((line) => line.includes('/status')).length).toBeGreaterThan(3);
});

it('nor the next instance of a worker that had left the next question to the alarm', async () => {
  const world = await createWorld(['j1']);
  world.fake.mode.socket = 'refuse';
  world.fake.mode.rest = 'down';
  await world.ensure();
  await world.time.advance(120_000);
  expect((await world.view()).nextTryAt).not.toBeNull();
  world.kill();
  world.time.shift(-HOUR_MS);
  world.fake.mode.rest = 'ok';
  await world.alarm();
  expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true });
});

it('nor does it hold back for longer what a server has asked to be sent later', async () => {
  const world = await createWorld([]);
  world.fake.mode.startProblems = [{ status: 503, code: 'unavailable' }];
  const { context, sender } = createActions(world);
  await startScan(context, sender, { url: 'https://example.com/', mode: 'site', options: {} });
  await settle();
  const notBefore = new Date(world.time.now() + 60_000).toISOString();
  await world.stored.intents.update((intents) => intents.map((intent) => ({ ...intent, notBefore })));
  await sender.sendIntents();
  expect(world.fake.created()).toBe(0);
  world.time.shift(-2 * HOUR_MS);
  await sender.sendIntents();
  expect(world.fake.created()).toBe(1);
});

it('nor makes a command of that other clock a reason to try for ever, once we have given up', async () => {
  const world = await createWorld([]);
  world.fake.mode.socket = { code: 'websocket_disabled' };
  world.fake.mode.rest = 'down';
  const day = 24 * HOUR_MS;
  const createdAt = new Date(world.time.now() + HOUR_MS).toISOString();
  await world.stored.intents.set([startIntent({ createdAt })]);
  await world.stored.outage.set({ silentMs: 15 * day, triedAt: new Date(world.time.now()).toISOString() });
  await world.ensure();
  expect((await world.view()).phase).toBe('given_up');
  expect(world.fake.sockets.length).toBeLessThan(3);
});
