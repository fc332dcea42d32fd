import { describe, expect, it } from 'vitest';
import { createWorld } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf } from './support/messages.ts';
import { askedIn, pollOnly } from './support/pollOnly.ts';
import { pass, periodMs } from './support/timePasses.ts';

const KEY = keyOf('j1');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('an interval longer than a worker is kept awake for', () => {
  it('is kept by the alarm, and is what the label says', async () => {
    const world = await pollOnly(['j1'], 10 * MINUTE_MS);
    await world.ensure();
    expect(await world.view()).toMatchObject({ phase: 'polling', pollEveryMs: 10 * MINUTE_MS });
    expect(world.time.pending()).toEqual([]);
    const touches = world.touches();
    expect(await askedIn(world, 9 * MINUTE_MS)).toBe(0);
    expect(await askedIn(world, 2 * MINUTE_MS)).toBe(1);
    expect(world.touches()).toBe(touches);
  });

  it('is kept by the next worker instance, too, but not when a person looks', async () => {
    const world = await pollOnly(['j1'], 10 * MINUTE_MS);
    await world.ensure();
    world.kill();
    const before = world.fake.requests.length;
    await world.ensure();
    await world.alarm();
    expect(world.fake.requests).toHaveLength(before);
    await world.connection().onScreen();
    await settle();
    expect(world.fake.requests).toHaveLength(before + 1);
  });

  it('does not slow down the socket, which is tried at each alarm', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.stored.settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, fallbackPollingInterval: 10 * MINUTE_MS },
    }));
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    expect((await world.view()).phase).toBe('polling');
    expect(await periodMs(world)).toBe(30_000);
    world.fake.mode.socket = 'ok';
    await world.alarm();
    expect((await world.view()).phase).toBe('live');
  });
});

describe('what becomes known of a server', () => {
  it('makes no other connection', async () => {
    const world = await createWorld();
    await world.ensure();
    await world.stored.server.update((server) => server && { ...server, starts: false, name: 'Renamed' });
    await world.ensure();
    expect(world.fake.sockets).toHaveLength(1);
    expect(world.fake.openSockets()).toHaveLength(1);
  });
});

describe('a wake that is meant for something else', () => {
  it('does not ask before its time in a long outage, nor change what the alarm is set to', async () => {
    const world = await createWorld();
    Object.assign(world.fake.mode, { socket: 'refuse', rest: 'down' });
    await world.ensure();
    await pass(world, 30 * HOUR_MS);
    expect(await periodMs(world)).toBe(HOUR_MS);
    await world.time.advance(HOUR_MS);
    await world.alarm();
    const [asked, tried] = [world.fake.requests.length, world.fake.sockets.length];
    const intervals = new Set<number | null>();
    world.stored.connection.watch((view) => intervals.add(view.pollEveryMs));
    for (let instance = 0; instance < 3; instance += 1) {
      await world.time.advance(14 * MINUTE_MS);
      world.kill();
      await world.ensure();
    }
    expect(world.fake.requests).toHaveLength(asked);
    expect(world.fake.sockets).toHaveLength(tried);
    expect([...intervals].filter((every) => every !== HOUR_MS)).toEqual([]);
    await world.connection().onScreen();
    await settle();
    expect(world.fake.requests.length).toBeGreaterThan(asked);
    expect(world.fake.sockets.length).toBeGreaterThan(tried);
  });

  it('does not try a token again that was refused, but one that is new', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'unauthorized' };
    await world.ensure();
    expect((await world.view()).phase).toBe('unauthorized');
    for (let instance = 0; instance < 3; instance += 1) {
      world.kill();
      await world.ensure();
    }
    expect(world.fake.sockets).toHaveLength(1);
    expect((await world.view()).phase).toBe('unauthorized');
    world.kill();
    await world.time.advance(1000);
    const pairedAt = new Date(world.time.now()).toISOString();
    await world.stored.server.update((server) => server && { ...server, token: 'new', pairedAt });
    world.fake.mode.socket = 'ok';
    await world.ensure();
    expect((await world.view()).phase).toBe('live');
  });
});

describe('one message that is not understood', () => {
  const strange = { progress: 101 };

  it.each([['j1'], ['j1', 'j2']])(
    'is dropped and logged, and says nothing of the server: %j',
    async (...ids) => {
      const world = await pollOnly(ids);
      const job = world.fake.jobs.get('j1');
      if (job) world.fake.jobs.set('j1', { ...job, ...strange });
      await world.ensure();
      expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true });
      const live = await world.stored.live.get();
      expect(live[KEY]).toBeUndefined();
      expect(Object.keys(live)).toHaveLength(ids.length - 1);
      expect((await world.stored.log.get()).map(({ state }) => state)).toContain('dropped');
    },
  );
});

describe('REST refuses our origin', () => {
  it('and does not count as unreachable: something has answered, and the network works', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'forbidden_origin' };
    world.fake.mode.rest = { status: 403, code: 'forbidden_origin' };
    await world.ensure();
    expect(await world.view()).toMatchObject({ phase: 'polling', reason: 'forbidden' });
  });
});

describe('what counts as an attempt', () => {
  it('is not what the server has turned off', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    for (let round = 0; round < 3; round += 1) await pass(world, 30_000);
    expect(world.attempts).toEqual([]);
  });
});
