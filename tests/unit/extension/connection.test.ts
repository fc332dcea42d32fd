import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { followed, message, server } from './support/messages.ts';

const KEY = 's1|u1|j1';

async function becomeLive(world: World): Promise<void> {
  await world.ensure();
  expect((await world.view()).phase).toBe('live');
}

describe('the way to live', () => {
  it('connects, joins each followed job and stores what comes', async () => {
    const world = await createWorld(['j1', 'j2']);
    await becomeLive(world);
    expect(world.fake.newest()).toMatchObject({ token: 'secret-token', bootId: 'life-1' });
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
    world.fake.mode.socket = 'refuse';
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
    expect(await world.view()).toMatchObject({ phase: 'polling', pollEveryMs: 5000, reachable: true });
  });

  it('goes on with the stored number in the next life', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
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
    ['socket_blocked', () => undefined, 'waiting'],
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

  it('stays unauthorized through alarms, until paired anew or asked by the person', async () => {
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

describe('joining', () => {
  it('holds messages while the join is pending, and applies them after the snapshot', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'later';
    await world.ensure();
    world.fake.change('j1', { progress: 50 });
    await settle();
    expect((await world.state().live.get())[KEY]).toBeUndefined();
    world.fake.newest()?.laterAcks[0]?.();
    await settle();
    expect((await world.state().live.get())[KEY]).toMatchObject({ seq: 2, progress: 50 });
  });

  it('takes a REST snapshot from a server that gives no ack', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    await world.ensure();
    await world.time.advance(5000);
    expect(world.fake.requests).toContain('GET /api/jobs/j1/status');
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
    world.fake.change('j1', { progress: 60 });
    await settle();
    expect((await world.state().live.get())[KEY]?.progress).toBe(60);
  });

  it('asks for the snapshot until it comes, where neither ack nor REST gave one', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    world.fake.mode.rest = { status: 503 };
    await world.ensure();
    await world.time.advance(6000);
    expect(await world.state().live.get()).toEqual({});
    world.fake.mode.rest = 'ok';
    await world.time.advance(10_000);
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
  });

  it('says of a job the server does not have that it is gone, and lets it go', async () => {
    const world = await createWorld();
    world.fake.jobs.delete('j1');
    await world.ensure();
    expect((await world.state().followed.get())[0]?.gone).toBe('not_found');
    expect((await world.view()).phase).toBe('idle');
  });

  it('lets go of a job deleted in mid-scan', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake
      .newest()
      ?.events.message('job_error', { job_id: 'j1', error: { code: 'deleted', message: '' } });
    await settle();
    expect((await world.state().followed.get())[0]?.gone).toBe('deleted');
    expect(await world.state().live.get()).toEqual({});
    expect((await world.view()).phase).toBe('idle');
  });

  it('asks by REST and joins again when there are too many rooms', async () => {
    const world = await createWorld();
    world.fake.mode.ack = { code: 'too_many_rooms' };
    await world.ensure();
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
    world.fake.mode.ack = 'ok';
    await world.time.advance(5000);
    expect(world.fake.newest()?.joins).toHaveLength(2);
  });

  it('drops a message of another shape and goes on', async () => {
    const world = await createWorld();
    await becomeLive(world);
    for (const bad of [null, 7, 'x', {}, { job_id: 'j1' }, { job_id: 'j1', progress: 'many' }]) {
      world.fake.newest()?.events.message('job_progress', bad);
    }
    world.fake.change('j1', { progress: 70 });
    await settle();
    expect((await world.state().live.get())[KEY]?.progress).toBe(70);
    expect(world.connection().counters().invalid).toBe(2);
  });
});

describe('the log', () => {
  const gaps = async (world: World) =>
    (await world.state().log.get()).filter(({ state }) => state === 'gap').map(({ detail }) => detail);

  it('tells of messages that the socket skipped', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.change('j1', { progress: 20, seq: 9 });
    world.fake.sockets[0]?.events.message('job_progress', message({ job_id: 'j1', progress: 30, seq: 9 }));
    await settle();
    expect(await gaps(world)).toEqual(['j1: 6 not seen']);
  });

  it('is not filled with the messages that lie between two answers of REST', async () => {
    const world = await createWorld();
    await world.state().settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, enableWebSocket: false },
    }));
    await world.ensure();
    for (let round = 0; round < 3; round += 1) {
      for (let step = 0; step < 4; step += 1) world.fake.change('j1', { progress: 20 + round });
      await world.time.advance(5000);
    }
    expect((await world.state().live.get())['s1|u1|j1']?.progress).toBe(22);
    expect(await gaps(world)).toEqual([]);
  });
});

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
    expect((await world.state().live.get())['s1|u1|j2']?.progress).toBe(80);
    expect(world.fake.sockets).toHaveLength(0);
    world.fake.change('j1', { status: 'completed' });
    world.fake.change('j2', { status: 'completed' });
    await world.time.advance(2000);
    expect((await world.view()).phase).toBe('idle');
    expect((await world.state().followed.get()).map((job) => job.notify)).toEqual(['pending', 'pending']);
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

  it('rests after three failures, and the alarm brings it back', async () => {
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

  it('keeps its worker awake while REST answers', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    await world.time.advance(100_000);
    expect(world.touches()).toBe(5);
  });

  it('polls and tries at once in the next life', async () => {
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

  it('is not left alone by a next life that nobody gave an alarm', async () => {
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
