import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf, message } from './support/messages.ts';
import { askedIn, pollOnly } from './support/pollOnly.ts';

const KEY = keyOf('j1');
const MINUTE_MS = 60_000;

describe('Retry-After', () => {
  const busy = { status: 429, retryAfter: 120 };

  it('holds however often it is given, and is what the label says', async () => {
    const world = await pollOnly(['j1']);
    world.fake.mode.rest = busy;
    await world.ensure();
    expect(await world.view()).toMatchObject({ reachable: true, pollEveryMs: 120_000 });
    const touches = world.touches();
    expect(await askedIn(world, 10 * MINUTE_MS)).toBe(5);
    expect(world.touches()).toBe(touches);
  });

  it('binds the next worker instance, also when a person looks', async () => {
    const world = await pollOnly(['j1']);
    world.fake.mode.rest = busy;
    await world.ensure();
    const before = world.fake.requests.length;
    for (let instance = 0; instance < 3; instance += 1) {
      world.kill();
      await world.ensure();
      await world.connection().onScreen();
      await world.time.advance(20_000);
    }
    expect(world.fake.requests).toHaveLength(before);
    world.fake.mode.rest = 'ok';
    await world.time.advance(MINUTE_MS);
    await world.alarm();
    expect(world.fake.requests).toHaveLength(before + 1);
    expect(await world.view()).toMatchObject({ pollEveryMs: 5000, holdUntil: null });
  });

  it('is waited for by the next worker instance, which asks as soon as it may', async () => {
    const world = await pollOnly(['j1']);
    world.fake.mode.rest = { status: 429, retryAfter: 17 };
    await world.ensure();
    await world.time.advance(2000);
    world.kill();
    await world.ensure();
    world.fake.mode.rest = 'ok';
    const before = world.fake.requests.length;
    await world.time.advance(14_999);
    expect(world.fake.requests).toHaveLength(before);
    await world.time.advance(1);
    expect(world.fake.requests).toHaveLength(before + 1);
    expect(await world.view()).toMatchObject({ pollEveryMs: 5000, holdUntil: null });
  });

  it('is left to the alarm when it is long, also where polling begins in it', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.change('j1', { status: 'paused' });
    await world.time.advance(MINUTE_MS + 1000);
    world.fake.mode.rest = busy;
    await world.alarm();
    const { phase, holdUntil } = await world.view();
    expect([phase, holdUntil]).toEqual(['idle', expect.any(String)]);
    const paused = await pollOnly([]);
    await paused.stored.followed.set(await world.stored.followed.get());
    await paused.stored.connection.set(await world.view());
    await paused.time.advance(world.time.now() - paused.time.now());
    await paused.ensure();
    expect(await paused.view()).toMatchObject({ phase: 'polling', nextTryAt: holdUntil });
    expect(paused.time.pending()).toEqual([]);
    expect(paused.fake.requests).toEqual([]);
  });

  it('holds while everything is paused', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.change('j1', { status: 'paused' });
    await world.time.advance(MINUTE_MS + 1000);
    world.fake.mode.rest = busy;
    await world.alarm();
    const before = world.fake.requests.length;
    world.kill();
    await world.alarm();
    expect(world.fake.requests).toHaveLength(before);
  });
});

describe('Retry-After in one worker instance', () => {
  const busy = { status: 429, retryAfter: 600 };
  const statusesSince = (world: World, from: number) =>
    world.fake.requests.slice(from).filter((line) => line.includes('/status'));

  /** Polling, and asked to wait for ten minutes. */
  async function heldWorld(): Promise<World> {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(2 * MINUTE_MS);
    world.fake.mode.rest = busy;
    await world.time.advance(10_000);
    expect(await world.view()).toMatchObject({ phase: 'polling', holdUntil: expect.any(String) });
    return world;
  }

  it.each<[string, (world: World) => Promise<unknown>]>([
    [
      'live updates are turned off',
      async ({ stored, ensure }) => {
        await stored.settings.update((current) => ({
          ...current,
          config: { ...current.config, enableWebSocket: false },
        }));
        await ensure();
      },
    ],
    [
      'all that is followed becomes paused',
      async (world) => {
        await world.connection().receive(KEY, message({ job_id: 'j1', seq: 9, status: 'paused' }), 'polled');
        await world.ensure();
      },
    ],
    ['the person asks to connect', ({ connection }) => connection().reconnect()],
    [
      'nothing is followed for a moment',
      async ({ stored, ensure }) => {
        const jobs = await stored.followed.get();
        await stored.followed.set([]);
        await ensure();
        await stored.followed.set(jobs);
        await ensure();
      },
    ],
  ])('goes on when %s', async (_, change) => {
    const world = await heldWorld();
    const from = world.fake.requests.length;
    await change(world);
    await settle();
    for (let alarm = 0; alarm < 4; alarm += 1) {
      await world.time.advance(30_000);
      await world.alarm();
    }
    expect(statusesSince(world, from)).toEqual([]);
    world.fake.mode.rest = 'ok';
    for (let alarm = 0; alarm < 17; alarm += 1) {
      await world.time.advance(30_000);
      await world.alarm();
    }
    expect(statusesSince(world, from)).not.toEqual([]);
  });

  it('is not another server’s', async () => {
    const world = await heldWorld();
    const from = world.fake.requests.length;
    world.fake.mode.rest = 'ok';
    await world.stored.server.update(
      (current) => current && { ...current, token: 'another', pairedAt: 'later' },
    );
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    expect(statusesSince(world, from)).not.toEqual([]);
  });

  it('given to a poll cycle of an earlier state, binds the next one', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(2 * MINUTE_MS);
    Object.assign(world.fake.mode, { rest: busy, late: true });
    await world.time.advance(5000);
    expect(world.asked()).toEqual(['/api/jobs/j1/status']);
    world.fake.mode.socket = 'ok';
    await world.alarm();
    expect((await world.view()).phase).toBe('live');
    world.fake.answerLate();
    await settle();
    Object.assign(world.fake.mode, { socket: 'refuse', late: false });
    const from = world.fake.requests.length;
    world.fake.drop();
    await world.time.advance(MINUTE_MS);
    expect(statusesSince(world, from)).toEqual([]);
  });

  it('given late, after polling began, keeps no worker awake, and is what the label says', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    world.fake.mode.rest = busy;
    world.fake.mode.late = true;
    await world.stored.settings.update((current) => ({
      ...current,
      config: { ...current.config, maxReconnectAttempts: 1 },
    }));
    await world.ensure();
    await world.time.advance(5000);
    expect(world.asked()).toEqual(['/api/jobs/j1/status']);
    Object.assign(world.fake.mode, { socket: 'refuse', rest: 'ok', late: false });
    world.fake.drop();
    await world.time.advance(4000);
    expect((await world.view()).phase).toBe('polling');
    world.fake.answerLate();
    await settle();
    const { holdUntil } = await world.view();
    expect(await world.view()).toMatchObject({ pollEveryMs: 600_000, nextTryAt: holdUntil });
    await world.time.advance(30_000);
    await world.alarm();
    const awake = world.touches();
    await world.time.advance(5 * MINUTE_MS);
    expect(world.touches()).toBe(awake);
    expect(Math.max(0, ...world.time.pending())).toBeLessThan(MINUTE_MS);
  });
});

describe('what REST asked of a room', () => {
  it('binds the poll cycles, too, in this worker instance and the next', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    world.fake.mode.rest = { status: 429, retryAfter: 300 };
    await world.ensure();
    await world.time.advance(6000);
    expect((await world.view()).phase).toBe('live');
    const before = world.fake.requests.length;
    world.fake.mode.socket = 'refuse';
    world.fake.drop();
    await world.time.advance(60_000);
    world.kill();
    await world.ensure();
    await world.time.advance(60_000);
    // The search for the socket's reason is not bound.
    const asked = world.fake.requests.slice(before).filter((line) => line.includes('/status'));
    expect(asked).toEqual([]);
  });
});
