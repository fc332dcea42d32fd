import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { followed, keyOf, message, server } from './support/messages.ts';

const KEY = keyOf('j1');

async function becomeLive(world: World): Promise<void> {
  await world.ensure();
  expect((await world.view()).phase).toBe('live');
}

describe('the way to live', () => {
  it('connects, joins each followed job and stores what comes', async () => {
    const world = await createWorld(['j1', 'j2']);
    await becomeLive(world);
    expect(world.fake.newest()).toMatchObject({ token: 'secret-token', bootId: 'boot-1' });
    expect(world.fake.newest()?.joins.map((join) => join.job_id)).toEqual(['j1', 'j2']);
    world.fake.change('j1', { progress: 42 });
    await settle();
    expect((await world.state().live.get())[KEY]?.progress).toBe(42);
    expect((await world.view()).roundTripMs).not.toBeNull();
  });

  it('is idempotent: asked for many times at once, there is one socket', async () => {
    const world = await createWorld();
    await Promise.all(Array.from({ length: 20 }, () => world.connection().ensure()));
    await settle();
    expect(world.fake.sockets).toHaveLength(1);
  });

  it('joins with the last position after its worker was killed', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.change('j1', { progress: 20 });
    await settle();
    world.kill();
    world.fake.change('j1', { progress: 30 });
    await becomeLive(world);
    expect(world.fake.newest()?.joins).toEqual([{ job_id: 'j1', since_seq: 2, epoch: '0000000a' }]);
    expect((await world.state().live.get())[KEY]?.progress).toBe(30);
  });

  it('joins what is followed later, and leaves what is not followed any more', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.add('j2');
    await world.state().followed.update((jobs) => [...jobs, followed('j2')]);
    await world.ensure();
    expect([...(world.fake.newest()?.rooms ?? [])]).toEqual(['j1', 'j2']);
    await world.state().followed.update((jobs) => jobs.slice(1));
    await world.ensure();
    expect([...(world.fake.newest()?.rooms ?? [])]).toEqual(['j2']);
  });

  it('closes the socket when there is nothing left to follow', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.change('j1', { status: 'completed', progress: 100 });
    await settle();
    expect((await world.view()).phase).toBe('idle');
    expect(world.fake.openSockets()).toHaveLength(0);
    expect(world.time.pending()).toEqual([]);
  });

  it('says when no server is paired', async () => {
    const world = await createWorld();
    await world.state().server.set(null);
    await world.ensure();
    expect((await world.view()).phase).toBe('not_paired');
    await world.state().server.set(server);
    await becomeLive(world);
  });

  it('uses the path of the websocketUrl setting, on another address', async () => {
    const world = await createWorld();
    await world.state().settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, websocketUrl: 'wss://live.example.com/scan' },
    }));
    await world.ensure();
    expect(world.fake.newest()?.url).toBe('https://live.example.com/scan');
  });
});

describe('tries again', () => {
  it('waits 1 2 4 8 8 s, stores each number before the try, then asks by REST', async () => {
    const world = await createWorld();
    Object.assign(world.fake.mode, { socket: 'refuse', rest: 'down' });
    await world.ensure();
    for (const [attempt, delay] of [1000, 2000, 4000, 8000, 8000].entries()) {
      expect(await world.view()).toMatchObject({ phase: 'waiting', attempt: attempt + 1 });
      const tries = world.fake.sockets.length;
      await world.time.advance(delay - 1);
      expect(world.fake.sockets).toHaveLength(tries);
      world.fake.mode.socket = 'hang';
      await world.time.advance(1);
      expect(world.fake.sockets).toHaveLength(tries + 1);
      expect(await world.view()).toMatchObject({ phase: 'connecting', attempt: attempt + 1 });
      await world.time.advance(5000);
    }
    world.fake.mode.rest = 'ok';
    await world.time.advance(30_000);
    await world.alarm();
    expect(await world.view()).toMatchObject({ phase: 'polling', pollEveryMs: 5000, reachable: true });
  });

  it('goes on with the stored number in the next worker instance', async () => {
    const world = await createWorld();
    Object.assign(world.fake.mode, { socket: 'refuse', rest: 'down' });
    await world.ensure();
    await world.time.advance(3500);
    expect(await world.view()).toMatchObject({ phase: 'waiting', attempt: 3 });
    world.kill();
    await world.ensure();
    expect(await world.view()).toMatchObject({ phase: 'waiting', attempt: 4 });
  });

  it('keeps the number until it was live for ten seconds', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.drop();
    await settle();
    await world.time.advance(1000);
    expect((await world.view()).phase).toBe('live');
    world.fake.drop();
    await settle();
    expect(await world.view()).toMatchObject({ phase: 'waiting', attempt: 2 });
    await world.time.advance(2000);
    await world.time.advance(10_000);
    world.fake.drop();
    await settle();
    expect(await world.view()).toMatchObject({ phase: 'waiting', attempt: 1 });
  });

  it('says since when the loss lasts through all tries', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake.mode.socket = 'refuse';
    await world.time.advance(60_000);
    const lostAt = new Date(world.time.now()).toISOString();
    world.fake.drop();
    await world.time.advance(60_000);
    expect(await world.view()).toMatchObject({ phase: 'polling', since: lostAt });
  });

  it('tries at once when a screen opens, but not faster than once a second', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(3100);
    world.fake.mode.socket = 'ok';
    const tries = world.fake.sockets.length;
    await world.connection().onScreen();
    expect(world.fake.sockets).toHaveLength(tries);
    await world.time.advance(1000);
    await world.connection().onScreen();
    await settle();
    expect((await world.view()).phase).toBe('live');
  });

  it('ignores what a closed socket still says', async () => {
    const world = await createWorld();
    await becomeLive(world);
    const old = world.fake.newest();
    world.fake.drop();
    await world.time.advance(1000);
    old?.events.lost('late');
    old?.events.refused({ code: 'unauthorized', retryAfterMs: null });
    old?.events.message('job_progress', message({ job_id: 'j1', seq: 99 }));
    await settle();
    expect((await world.view()).phase).toBe('live');
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
  });
});

describe('where no WebSocket comes through, but REST answers', () => {
  const steps = (world: World) => world.fake.requests.filter((line) => line.endsWith('/status')).length;

  it('asks REST from the second failure on, beside the tries of the socket', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    world.fake.change('j1', { progress: 33 });
    await world.ensure();
    await world.time.advance(1000);
    expect(await world.view()).toMatchObject({ phase: 'polling', reason: 'socket_blocked', attempt: 2 });
    expect((await world.state().live.get())[KEY]?.progress).toBe(33);
    for (const delay of [2000, 4000, 8000]) {
      const tries = world.fake.sockets.length;
      await world.time.advance(delay - 1);
      expect(world.fake.sockets).toHaveLength(tries);
      await world.time.advance(1);
      expect(world.fake.sockets).toHaveLength(tries + 1);
      expect((await world.view()).phase).toBe('polling');
    }
    expect(steps(world)).toBeGreaterThan(2);
    expect((await world.view()).attempt).toBe(5);
    world.fake.mode.socket = 'ok';
    await world.time.advance(8000);
    expect((await world.view()).phase).toBe('live');
  });

  it('does not lose a try that is under way as REST answers', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    world.fake.mode.late = true;
    await world.time.advance(1000);
    expect((await world.view()).phase).toBe('waiting');
    world.fake.mode.socket = 'hang';
    await world.time.advance(2000);
    expect((await world.view()).phase).toBe('connecting');
    world.fake.mode.late = false;
    world.fake.answerLate();
    await settle();
    expect((await world.view()).phase).toBe('polling');
    const socket = world.fake.newest();
    expect(socket?.open).toBe(true);
    socket?.events.connected();
    await settle();
    expect((await world.view()).phase).toBe('live');
  });

  it('remembers it for ten minutes, and asks REST at once', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'hang';
    await world.ensure();
    await world.time.advance(60_000);
    await world.stored.followed.set([]);
    await world.ensure();
    expect((await world.view()).phase).toBe('idle');
    for (const [minutes, phase] of [
      [9, 'polling'],
      [11, 'connecting'],
    ] as const) {
      world.kill();
      await world.time.advance(minutes * 60_000);
      await world.stored.followed.set([followed('j1')]);
      await world.ensure();
      expect((await world.view()).phase).toBe(phase);
      // The socket is tried all the same.
      expect(world.fake.openSockets()).toHaveLength(1);
      await world.stored.followed.set([]);
      await world.ensure();
    }
  });

  it('forgets it once a socket is connected, and for another server', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(60_000);
    expect(await world.stored.blocked.get()).not.toBeNull();
    world.fake.mode.socket = 'ok';
    await world.alarm();
    expect(await world.stored.blocked.get()).toBeNull();
    await world.stored.blocked.set({ pairedAt: 'earlier', until: '2026-11-22T12:10:00.000Z', attempts: 5 });
    world.fake.mode.socket = 'hang';
    world.kill();
    await world.ensure();
    expect((await world.view()).phase).toBe('connecting');
  });
});

describe('a screen that opens over a dead path', () => {
  it('is shown within two seconds that it is not live', async () => {
    const world = await createWorld();
    await becomeLive(world);
    await world.time.advance(10_000);
    Object.assign(world.fake.mode, { ack: 'silent', socket: 'refuse', rest: 'down' });
    void world.connection().onScreen();
    await settle();
    expect((await world.view()).phase).toBe('live');
    await world.time.advance(2000);
    expect((await world.view()).phase).toBe('waiting');
    Object.assign(world.fake.mode, { ack: 'ok', socket: 'ok', rest: 'ok' });
    await world.time.advance(2000);
    expect((await world.view()).phase).toBe('live');
  });

  it('changes nothing where an answer, or any message, comes', async () => {
    const world = await createWorld();
    await becomeLive(world);
    void world.connection().onScreen();
    await world.time.advance(3000);
    world.fake.mode.ack = 'silent';
    void world.connection().onScreen();
    await world.time.advance(1000);
    world.fake.change('j1', { progress: 50 });
    await world.time.advance(3000);
    expect((await world.view()).phase).toBe('live');
    expect(world.fake.sockets).toHaveLength(1);
  });
});

describe('why the socket is refused', () => {
  it.each([
    ['websocket_disabled', { phase: 'polling', reason: 'websocket_disabled' }],
    ['forbidden_origin', { phase: 'polling', reason: 'forbidden_origin' }],
    ['server_full', { phase: 'waiting', reason: 'server_full' }],
    ['unauthorized', { phase: 'unauthorized', reason: 'unauthorized' }],
  ])('%s leads to its state', async (code, expected) => {
    const world = await createWorld();
    world.fake.mode.socket = { code };
    await world.ensure();
    expect(await world.view()).toMatchObject(expected);
    expect(world.attempts).toEqual(code === 'websocket_disabled' ? [] : ['failed']);
  });

  it('waits as long as a full server asks', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'server_full', retryAfterMs: 20_000 };
    await world.ensure();
    await world.time.advance(19_000);
    expect(world.fake.sockets).toHaveLength(1);
    await world.time.advance(1000);
    expect(world.fake.sockets).toHaveLength(2);
  });

  it.each([
    [
      'websocket_disabled',
      (world: World) => Object.assign(world.fake.mode, { websocketEnabled: false }),
      'polling',
    ],
    ['socket_blocked', () => undefined, 'polling'],
    ['network', (world: World) => Object.assign(world.fake.mode, { rest: 'down' }), 'waiting'],
    ['bad_answer', (world: World) => Object.assign(world.fake.mode, { rest: 'captive' }), 'waiting'],
  ])('asks REST after two failures without a reason: %s', async (reason, arrange, phase) => {
    const world = await createWorld();
    arrange(world);
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(1000);
    expect(await world.view()).toMatchObject({ phase, reason });
    expect((await world.view()).reachable).toBe(world.fake.mode.rest === 'ok');
  });

  it('stays unauthorized through alarms, until paired again or asked by the person', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'unauthorized' };
    await world.ensure();
    await world.alarm();
    expect(world.fake.sockets).toHaveLength(1);
    expect(world.time.pending()).toEqual([]);
    world.fake.mode.socket = 'ok';
    await world.state().server.set({ ...server, token: 'another' });
    await becomeLive(world);
    expect(world.fake.newest()?.token).toBe('another');
  });

  it('forgets a refusal when the worker died as it was paired again', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'unauthorized' };
    await world.ensure();
    world.kill();
    await world.ensure();
    expect((await world.view()).phase).toBe('unauthorized');
    expect(world.fake.sockets).toHaveLength(1);
    world.gate().close();
    const pairedAt = new Date(world.time.now() + 1000).toISOString();
    await world.stored.server.set({ ...server, token: 'another', pairedAt });
    world.fake.mode.socket = 'ok';
    world.kill();
    await becomeLive(world);
  });

  it('forgets a refusal when the person asks to reconnect', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'unauthorized' };
    await world.ensure();
    world.fake.mode.socket = 'ok';
    await world.connection().reconnect();
    await settle();
    expect((await world.view()).phase).toBe('live');
  });
});

describe('keeps its worker awake', () => {
  it('while it waits, through every try: once in 20 s, which no try restarts', async () => {
    const world = await createWorld();
    await world.state().settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, maxReconnectAttempts: 10 },
    }));
    Object.assign(world.fake.mode, { socket: 'refuse', rest: 'down' });
    await world.ensure();
    await world.time.advance(19_999);
    expect(world.touches()).toBe(0);
    await world.time.advance(1);
    expect(world.touches()).toBe(1);
    await world.time.advance(20_000);
    expect(world.fake.sockets.length).toBeGreaterThan(6);
    expect((await world.view()).phase).toBe('waiting');
    expect(world.touches()).toBe(2);
  });

  it('while a try hangs', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'hang';
    await world.ensure();
    await world.time.advance(40_000);
    expect(world.touches()).toBe(2);
  });

  it('while it is live, and not when there is nothing to follow', async () => {
    const world = await createWorld();
    await becomeLive(world);
    await world.time.advance(60_000);
    expect(world.touches()).toBe(3);
    world.fake.change('j1', { status: 'completed' });
    await world.time.advance(60_000);
    expect(world.touches()).toBe(3);
  });
});
