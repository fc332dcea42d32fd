import { describe, expect, it } from 'vitest';
import { createNamedTimers } from '../../../lib/connection/createNamedTimers.ts';
import { createPollCycles } from '../../../lib/connection/createPollCycles.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { createFakeTime, settle } from './support/fakeTime.ts';
import { pollOnly } from './support/pollOnly.ts';

const MINUTE_MS = 60_000;

describe('Retry-After and the next worker instance', () => {
  const busy = { status: 429, retryAfter: 600 };
  const asked = ({ fake }: World) => fake.requests.filter((line) => line.includes('/status')).length;

  async function heldLive(): Promise<World> {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    world.fake.mode.rest = busy;
    await world.ensure();
    await world.time.advance(6000);
    expect(await world.view()).toMatchObject({ phase: 'live', holdUntil: expect.any(String) });
    return world;
  }

  it('holds when it was given while live', async () => {
    const world = await heldLive();
    const before = asked(world);
    world.kill();
    await world.alarm();
    await world.time.advance(MINUTE_MS);
    expect(asked(world)).toBe(before);
  });

  it('holds when nothing was followed meanwhile', async () => {
    const world = await heldLive();
    const before = asked(world);
    const jobs = await world.stored.followed.get();
    await world.stored.followed.set([]);
    await world.ensure();
    expect((await world.view()).phase).toBe('idle');
    world.kill();
    await world.stored.followed.set(jobs);
    await world.alarm();
    await world.time.advance(MINUTE_MS);
    expect(asked(world)).toBe(before);
  });

  it('is not kept to with a server that was paired in between', async () => {
    const world = await pollOnly(['j1']);
    world.fake.mode.rest = busy;
    await world.ensure();
    await world.time.advance(1000);
    world.kill();
    const pairedAt = new Date(world.time.now()).toISOString();
    await world.stored.server.update((current) => current && { ...current, token: 'another', pairedAt });
    world.fake.mode.rest = 'ok';
    const before = asked(world);
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    expect(asked(world)).toBeGreaterThan(before);
  });
});

describe('Retry-After that comes late', () => {
  /** Polling, with a poll cycle that is answered late, and a server that asks to wait for these seconds. */
  async function askedLate(retryAfter: number): Promise<World> {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(2 * MINUTE_MS);
    Object.assign(world.fake.mode, { rest: { status: 429, retryAfter }, late: true });
    await world.time.advance(5000);
    expect(world.asked()).toEqual(['/api/jobs/j1/status']);
    return world;
  }
  const turnOff = async ({ stored, ensure }: World) => {
    await stored.settings.update((current) => ({
      ...current,
      config: { ...current.config, enableWebSocket: false },
    }));
    await ensure();
  };

  it('binds those whose settings were changed meanwhile', async () => {
    const world = await askedLate(600);
    await turnOff(world);
    Object.assign(world.fake.mode, { rest: 'ok', late: false });
    const before = world.fake.requests.length;
    world.fake.answerLate();
    await world.time.advance(MINUTE_MS);
    expect(world.fake.requests).toHaveLength(before);
    const awake = world.touches();
    await world.time.advance(MINUTE_MS);
    expect(world.touches()).toBe(awake);
  });

  it('is followed by the poll cycle that waited for it', async () => {
    const world = await askedLate(10);
    await turnOff(world);
    Object.assign(world.fake.mode, { rest: 'ok', late: false });
    const before = world.fake.requests.length;
    world.fake.answerLate();
    await world.time.advance(9900);
    expect(world.fake.requests).toHaveLength(before);
    await world.time.advance(200);
    expect(world.fake.requests).toHaveLength(before + 1);
  });

  it('is not ended by an answer to what was asked before', async () => {
    const timers = createFakeTime();
    const answers: (() => void)[] = [];
    const cycles = createPollCycles({
      timers: createNamedTimers(timers.timers),
      now: timers.now,
      ask: () => new Promise((resolve) => answers.push(resolve)),
    });
    cycles.run(true);
    cycles.pause({ code: 'rate_limited', retryAfterMs: 600_000 });
    cycles.answered({ code: 'network' });
    expect(cycles.isPaused()).toBe(true);
  });
});

describe('Retry-After of another program’s page', () => {
  it('binds for five minutes at most, and a person may override it, also in the next worker instance', async () => {
    for (const killed of [false, true]) {
      const world = await pollOnly(['j1']);
      world.fake.mode.rest = { status: 503, retryAfter: 3600, page: true };
      await world.ensure();
      expect(await world.view()).toMatchObject({ pollEveryMs: 300_000, overridable: true });
      if (killed) world.kill();
      await world.ensure();
      const before = world.fake.requests.length;
      await world.connection().onScreen();
      expect(world.fake.requests).toHaveLength(before);
      world.fake.mode.rest = 'ok';
      await world.connection().reconnect();
      await settle();
      expect(world.fake.requests.length).toBeGreaterThan(before);
      expect(await world.view()).toMatchObject({ holdUntil: null, pollEveryMs: 5000 });
    }
  });
});
