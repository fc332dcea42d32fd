import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf } from './support/messages.ts';

const KEY = keyOf('j1');

async function becomeLive(world: World): Promise<void> {
  await world.ensure();
  expect((await world.view()).phase).toBe('live');
}

describe('polling', () => {
  it('never opens a socket when live updates are switched off', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.state().settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, enableWebSocket: false, fallbackPollingInterval: 2000 },
    }));
    await world.ensure();
    expect(await world.view()).toMatchObject({
      phase: 'polling',
      reason: 'websocket_off',
      pollEveryMs: 2000,
    });
    world.fake.change('j2', { progress: 80 });
    await world.time.advance(2000);
    await world.alarm();
    expect((await world.state().live.get())[keyOf('j2')]?.progress).toBe(80);
    expect(world.fake.sockets).toHaveLength(0);
    world.fake.change('j1', { status: 'completed' });
    world.fake.change('j2', { status: 'completed' });
    await world.time.advance(2000);
    expect((await world.view()).phase).toBe('idle');
    expect((await world.state().followed.get()).map((job) => job.notify)).toEqual(['pending', 'pending']);
  });

  it.each([
    ['a socket that fails', 'refuse', true, 'polled'],
    ['a server that has turned it off', { code: 'websocket_disabled' }, true, 'by_choice'],
    ['a person who has turned it off', 'ok', false, 'by_choice'],
  ] as const)('tells apart who polls for want of a socket: %s', async (_kind, socket, wanted, how) => {
    const world = await createWorld();
    world.fake.mode.socket = socket;
    await world.state().settings.update((current) => ({
      ...current,
      config: { ...current.config, enableWebSocket: wanted, maxReconnectAttempts: 1 },
    }));
    await world.ensure();
    await world.time.advance(20_000);
    expect(new Set(world.arrivals)).toEqual(new Set([how]));
    expect(world.attempts.includes('failed')).toBe(how === 'polled');
  });

  it('asks job by job where the server has no batch', async () => {
    const world = await createWorld(['j1', 'j2']);
    world.fake.mode.batch = false;
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    await world.time.advance(5000);
    expect(Object.keys(await world.state().live.get())).toHaveLength(2);
    expect(world.fake.requests.filter((request) => request.endsWith('/jobs/status'))).toHaveLength(1);
  });

  it('is by choice also after REST has failed in between', async () => {
    const world = await createWorld();
    await world.stored.settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, enableWebSocket: false },
    }));
    await world.ensure();
    world.fake.mode.rest = { status: 503 };
    await world.time.advance(6000);
    expect(await world.view()).toMatchObject({ reason: 'unavailable' });
    world.fake.mode.rest = 'ok';
    world.arrivals.length = 0;
    world.fake.change('j1', { progress: 77 });
    await world.time.advance(30_000);
    expect(await world.view()).toMatchObject({ reason: 'websocket_off' });
    expect(new Set(world.arrivals)).toEqual(new Set(['by_choice']));
  });

  it('stops after three failures, and the alarm brings it back', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    world.fake.mode.rest = 'down';
    await world.ensure();
    await world.time.advance(60_000);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: false, pollEveryMs: 30_000 });
    expect(world.time.pending()).toEqual([]);
    const touched = world.touches();
    await world.time.advance(60_000);
    expect(world.touches()).toBe(touched);

    world.fake.mode.rest = 'ok';
    world.fake.change('j1', { progress: 90 });
    const before = world.reachable();
    await world.alarm();
    await settle();
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true, pollEveryMs: 5000 });
    expect((await world.state().live.get())[KEY]?.progress).toBe(90);
    expect(world.reachable()).toBe(before + 1);
    world.fake.mode.socket = 'ok';
    await world.time.advance(1000);
    await world.alarm();
    expect((await world.view()).phase).toBe('live');
  });

  it('takes an answer that has not come within 5 s for none', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    world.fake.mode.late = true;
    await world.ensure();
    await world.time.advance(4999);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true });
    expect(world.asked()).toEqual(['/api/jobs/j1/status']);
    await world.time.advance(1);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: false });
    expect(world.asked()).toEqual([]);
    world.fake.answerLate();
    await settle();
    expect(await world.state().live.get()).toEqual({});
  });

  it.each([
    ['captive', 'bad_answer'],
    [{ status: 401 }, 'forbidden'],
    [{ status: 403 }, 'forbidden'],
    [{ status: 302 }, 'redirected'],
    [{ status: 511 }, 'bad_answer'],
    [{ status: 503 }, 'unavailable'],
    [{ status: 404 }, 'no_such_route'],
  ] as const)('says what REST says of itself, and takes it back: %j', async (rest, reason) => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(60_000);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true });
    world.fake.mode.rest = rest;
    await world.time.advance(10_000);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: false, reason });
    world.fake.mode.rest = 'ok';
    await world.time.advance(10_000);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true, reason: 'socket_blocked' });
  });

  it('keeps its worker awake while REST answers', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    await world.time.advance(100_000);
    expect(world.touches()).toBe(5);
  });

  it('polls and tries at once in the next worker instance', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    world.kill();
    world.fake.change('j1', { progress: 33 });
    world.fake.mode.socket = 'ok';
    await world.alarm();
    expect((await world.view()).phase).toBe('live');
    expect((await world.state().live.get())[KEY]?.progress).toBe(33);
  });

  it('is continued by a next worker instance without an alarm', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    world.kill();
    world.fake.change('j1', { progress: 33 });
    await world.ensure();
    await world.time.advance(5000);
    expect((await world.state().live.get())[KEY]?.progress).toBe(33);
    expect(world.time.pending().length).toBeGreaterThan(0);
  });

  it('stops when the token is refused', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    world.fake.mode.rest = { status: 401, code: 'unauthorized' };
    await world.ensure();
    expect((await world.view()).phase).toBe('unauthorized');
    expect(world.time.pending()).toEqual([]);
  });

  it.each(['polling', 'live', 'waiting'])(
    'goes on after the 401 of a proxy, and ends it with that: %s',
    async (where) => {
      const world = await createWorld();
      if (where === 'polling') world.fake.mode.socket = { code: 'websocket_disabled' };
      await world.ensure();
      world.fake.mode.rest = { status: 401 };
      if (where === 'waiting') {
        world.fake.mode.socket = 'refuse';
        world.fake.drop();
      }
      await world.time.advance(70_000);
      await world.alarm();
      expect((await world.view()).phase).not.toBe('unauthorized');
      if (where !== 'live')
        expect(await world.view()).toMatchObject({ reason: 'forbidden', reachable: false });
      Object.assign(world.fake.mode, { rest: 'ok', socket: 'ok' });
      world.fake.change('j1', { progress: 71 });
      for (let round = 0; round < 3; round += 1) {
        await world.time.advance(30_000);
        await world.alarm();
      }
      expect((await world.view()).phase).toBe('live');
      expect((await world.state().live.get())[KEY]?.progress).toBe(71);
    },
  );

  it('waits as long as the server asks before the next question', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    world.fake.mode.rest = { status: 429, retryAfter: 20 };
    await world.ensure();
    expect((await world.view()).reachable).toBe(true);
    const asked = world.fake.requests.length;
    await world.time.advance(19_000);
    expect(world.fake.requests).toHaveLength(asked);
    await world.time.advance(1000);
    expect(world.fake.requests).toHaveLength(asked + 1);
  });

  it('does not take the word of another program for a deleted job', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    world.fake.mode.rest = { status: 404 };
    await world.ensure();
    expect((await world.state().followed.get())[0]?.gone).toBeNull();
    expect((await world.view()).reachable).toBe(false);
  });
});

describe('paused', () => {
  it('closes the socket after a minute; the alarm finds the scan resumed', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.change('j1', { status: 'paused' });
    await settle();
    await world.time.advance(59_000);
    expect((await world.view()).phase).toBe('live');
    await world.time.advance(1000);
    expect(await world.view()).toMatchObject({ phase: 'idle', reason: 'paused' });
    expect(world.fake.openSockets()).toHaveLength(0);

    await world.alarm();
    expect((await world.view()).phase).toBe('idle');
    world.fake.change('j1', { status: 'running' });
    await world.alarm();
    await settle();
    expect((await world.view()).phase).toBe('live');
  });

  it('stays connected when it goes on within the minute', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.change('j1', { status: 'paused' });
    await world.time.advance(30_000);
    world.fake.change('j1', { status: 'running' });
    await world.time.advance(60_000);
    expect((await world.view()).phase).toBe('live');
    expect(world.fake.sockets).toHaveLength(1);
  });
});
