import { describe, expect, it } from 'vitest';
import { TEST_JOB_ID } from '../../../protocol/src/index.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { server } from './support/messages.ts';

const ms = expect.any(Number);
const dialled = server.url;
const allFine = { connectMs: ms, roundTripMs: ms, messageMs: ms, code: null };

/** What the test found; time goes on until it has ended. */
async function found(world: World, during: () => void | Promise<void> = () => undefined) {
  const ended = world.connection().testSocket();
  await settle();
  await during();
  for (let second = 0; second < 25; second += 1) await world.time.advance(1000);
  return ended;
}

/** Everything is as if there had been no test. */
async function leftNothing(world: World): Promise<void> {
  expect((await world.view()).phase).toBe('idle');
  expect(world.fake.openSockets()).toEqual([]);
  expect(world.time.pending()).toEqual([]);
}

describe('a test of the socket', () => {
  it('connects, joins the test room, leaves it and closes', async () => {
    const world = await createWorld([]);
    await world.ensure();
    expect(await found(world)).toEqual(allFine);
    expect(world.fake.sockets).toHaveLength(1);
    expect(world.fake.newest()?.joins).toEqual([{ job_id: TEST_JOB_ID }]);
    expect([...(world.fake.newest()?.rooms ?? [])]).toEqual([]);
    await leftNothing(world);
    expect(await world.stored.followed.get()).toEqual([]);
    expect(await world.stored.live.get()).toEqual({});
    const states = (await world.stored.log.get()).map(({ state }) => state);
    expect(states).toEqual(['connecting', 'live', 'test', 'idle']);
  });

  it('goes through the connection that is there, and leaves it as it was', async () => {
    const world = await createWorld();
    await world.ensure();
    expect(await found(world)).toEqual({ ...allFine, connectMs: 0 });
    expect(world.fake.sockets).toHaveLength(1);
    expect((await world.view()).phase).toBe('live');
    expect([...(world.fake.newest()?.rooms ?? [])]).toEqual(['j1']);
    expect((await world.stored.followed.get()).map(({ jobId }) => jobId)).toEqual(['j1']);
  });

  it('is the same test for everybody who asks while it runs', async () => {
    const world = await createWorld([]);
    const asked = [1, 2, 3].map(() => world.connection().testSocket());
    await settle();
    expect(await Promise.all(asked)).toEqual([allFine, allFine, allFine]);
    expect(world.fake.sockets).toHaveLength(1);
    expect(world.fake.newest()?.joins).toHaveLength(1);
    expect(await found(world)).toEqual(allFine);
  });

  it('keeps the worker awake while it runs', async () => {
    const world = await createWorld([]);
    world.fake.mode.ack = 'silent';
    const ended = world.connection().testSocket();
    await settle();
    expect((await world.view()).phase).toBe('live');
    // The timeout of the answer, the keep-awake, and the ten seconds after which live counts as stable.
    expect(world.time.pending()).toEqual([5000, 10_000, 20_000]);
    await world.time.advance(5000);
    await ended;
  });

  it.each([
    ['nobody says why', 'refuse' as const, 'socket_blocked'],
    ['nothing answers', 'hang' as const, 'socket_blocked'],
    ['the token is refused', { code: 'unauthorized' }, 'unauthorized'],
    ['live updates are turned off', { code: 'websocket_disabled' }, 'websocket_disabled'],
    ['the server is full', { code: 'server_full', retryAfterMs: 30_000 }, 'server_full'],
    ['the origin is not allowed', { code: 'forbidden_origin' }, 'forbidden_origin'],
  ])('that does not connect says so: %s', async (_, socket, code) => {
    const world = await createWorld([]);
    world.fake.mode.socket = socket;
    const nothing = { connectMs: null, roundTripMs: null, messageMs: null };
    expect(await found(world)).toEqual({ ...nothing, code, dialled });
    await leftNothing(world);
  });

  it('names the tried address, also when that was the server’s own', async () => {
    const world = await createWorld([]);
    const socketUrl = 'http://127.0.0.1:8002';
    await world.stored.server.update((current) => current && { ...current, socketUrl });
    Object.assign(world.fake.mode, { socket: 'refuse', websocketUrl: socketUrl });
    const tried: unknown[] = [];
    for (let test = 0; test < 3; test += 1) tried.push((await found(world)).dialled);
    expect(tried).toEqual([socketUrl, socketUrl, dialled]);
  });

  it.each(['not_found', 'too_many_rooms'])('of an answer with %s has made the round trip', async (code) => {
    const world = await createWorld([]);
    world.fake.mode.ack = { code };
    expect(await found(world)).toEqual({ ...allFine, messageMs: null, code });
    await leftNothing(world);
  });

  it('of an older server, without the room, has made the round trip', async () => {
    const world = await createWorld([]);
    world.fake.mode.testRoom = 'unknown';
    expect(await found(world)).toEqual({ ...allFine, messageMs: null, code: 'not_found' });
  });

  it('ends when no answer comes, and when no message comes', async () => {
    const world = await createWorld([]);
    world.fake.mode.ack = 'silent';
    world.fake.mode.testRoom = 'mute';
    expect(await found(world)).toEqual({
      connectMs: ms,
      roundTripMs: null,
      messageMs: null,
      code: 'timeout',
    });
    world.fake.mode.ack = 'ok';
    expect(await found(world)).toEqual({ ...allFine, messageMs: null, code: 'timeout' });
    await leftNothing(world);
  });

  it('takes a message that comes before the ack', async () => {
    const world = await createWorld([]);
    world.fake.mode.ack = 'later';
    expect(await found(world, () => world.fake.newest()?.laterAcks.shift()?.())).toEqual(allFine);
  });

  it('says that the connection broke', async () => {
    const world = await createWorld([]);
    world.fake.mode.testRoom = 'mute';
    world.fake.mode.ack = 'later';
    expect(await found(world, () => world.fake.drop())).toMatchObject({ connectMs: ms, code: 'lost' });
    await leftNothing(world);
  });

  it('does not try what is turned off here, nor without a server', async () => {
    const world = await createWorld([]);
    await world.stored.settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, enableWebSocket: false },
    }));
    expect((await found(world)).code).toBe('websocket_off');
    await world.stored.server.set(null);
    expect((await found(world)).code).toBe('not_paired');
    expect(world.fake.sockets).toEqual([]);
  });

  it('tries at once in polling, in waiting, and after a token was refused', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'unauthorized' };
    await world.ensure();
    expect((await world.view()).phase).toBe('unauthorized');
    world.fake.mode.socket = 'ok';
    expect(await found(world)).toEqual(allFine);
    for (const wait of [3000, 40_000]) {
      Object.assign(world.fake.mode, { socket: 'refuse', rest: wait === 3000 ? 'down' : 'ok' });
      world.fake.drop();
      await world.time.advance(wait);
      world.fake.mode.rest = 'ok';
      expect((await world.view()).phase).toBe(wait === 3000 ? 'waiting' : 'polling');
      world.fake.mode.socket = 'ok';
      expect(await found(world)).toEqual(allFine);
      expect((await world.view()).phase).toBe('live');
      expect(world.fake.openSockets()).toHaveLength(1);
    }
  });

  it('changes nothing: a scan is followed by polling when the socket does not come', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(40_000);
    expect((await found(world)).code).toBe('socket_blocked');
    expect((await world.view()).phase).toBe('polling');
    world.fake.change('j1', { progress: 77 });
    await world.time.advance(6000);
    expect(Object.values(await world.stored.live.get())[0]?.progress).toBe(77);
  });

  it('is forgotten with the worker', async () => {
    const world = await createWorld([]);
    world.fake.mode.ack = 'silent';
    void world.connection().testSocket();
    await settle();
    expect((await world.view()).phase).toBe('live');
    world.kill();
    await world.ensure();
    await leftNothing(world);
    expect(world.fake.sockets).toHaveLength(1);
  });

  it('ends when the server is left meanwhile', async () => {
    const world = await createWorld([]);
    world.fake.mode.ack = 'silent';
    const unpaired = async () => {
      await world.stored.server.set(null);
      await world.ensure();
      expect(world.fake.openSockets()).toEqual([]);
    };
    expect(await found(world, unpaired)).toMatchObject({ roundTripMs: null });
    expect((await world.view()).phase).toBe('not_paired');
    expect(world.time.pending()).toEqual([]);
  });
});
