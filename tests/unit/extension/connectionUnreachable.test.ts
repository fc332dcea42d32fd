import { describe, expect, it } from 'vitest';
import { discoverScans } from '../../../lib/actions/discoverScans.ts';
import { watchScan } from '../../../lib/actions/watchScan.ts';
import type { ConnectionView } from '../../../lib/state/connectionView.ts';
import { tryEveryMs } from '../../../lib/state/tryEveryMs.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf, startIntent } from './support/messages.ts';
import { pass, periodMs } from './support/timePasses.ts';

const KEY = keyOf('j1');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

async function withoutAnswers(): Promise<World> {
  const world = await createWorld();
  Object.assign(world.fake.mode, { socket: 'refuse', rest: 'down' });
  await world.ensure();
  await world.time.advance(MINUTE_MS);
  expect(await world.view()).toMatchObject({ phase: 'polling', reachable: false });
  return world;
}

/** How often the server was asked during this time. */
async function asked(world: World, ms: number): Promise<number> {
  const before = world.fake.requests.filter((request) => request.endsWith('/status')).length;
  await pass(world, ms);
  return world.fake.requests.filter((request) => request.endsWith('/status')).length - before;
}

describe('a long outage', () => {
  it('has three tiers and an end', () => {
    const tiers = [0, HOUR_MS - 1, HOUR_MS, DAY_MS - 1, DAY_MS, 14 * DAY_MS - 1, 14 * DAY_MS];
    expect(tiers.map(tryEveryMs)).toEqual([30_000, 30_000, 300_000, 300_000, HOUR_MS, HOUR_MS, null]);
  });

  it('asks every 30 s, after an hour every 5 minutes, after a day hourly, and says so', async () => {
    const world = await withoutAnswers();
    expect(await asked(world, 10 * MINUTE_MS)).toBe(20);
    await pass(world, HOUR_MS);
    expect(await world.view()).toMatchObject({ pollEveryMs: 5 * MINUTE_MS });
    expect(await asked(world, HOUR_MS)).toBe(12);
    await pass(world, DAY_MS);
    expect(await world.view()).toMatchObject({ pollEveryMs: HOUR_MS });
    expect(await asked(world, 10 * HOUR_MS)).toBe(10);
    expect(world.time.pending()).toEqual([]);
  });

  it('gives up after fourteen days, without an alarm, and through every restart of the browser', async () => {
    const world = await withoutAnswers();
    for (let day = 0; day < 15; day += 1) {
      await pass(world, DAY_MS);
      world.session.clear();
      world.kill();
      await world.ensure();
      if (day < 13) expect((await world.view()).phase).not.toBe('given_up');
    }
    // A browser that starts tries for a minute: somebody has come back to it.
    await pass(world, 2 * MINUTE_MS);
    expect(await world.view()).toMatchObject({ phase: 'given_up', reason: 'outage' });
    expect(await periodMs(world)).toBeNull();
    expect(world.time.pending()).toEqual([]);
    const before = world.fake.requests.length;
    await world.alarm();
    await world.ensure();
    expect(world.fake.requests).toHaveLength(before);
  });

  async function giveUp(): Promise<World> {
    const world = await withoutAnswers();
    await pass(world, 14 * DAY_MS + HOUR_MS);
    expect((await world.view()).phase).toBe('given_up');
    Object.assign(world.fake.mode, { socket: 'ok', rest: 'ok' });
    return world;
  }

  it('is over when the person tries again', async () => {
    const world = await giveUp();
    await world.connection().reconnect();
    await settle();
    expect((await world.view()).phase).toBe('live');
    expect(await world.stored.outage.get()).toBeNull();
  });

  it('is tried again for a scan that is started after it was given up', async () => {
    const world = await giveUp();
    await world.time.advance(MINUTE_MS);
    const createdAt = new Date(world.time.now()).toISOString();
    await world.stored.intents.set([startIntent({ createdAt })]);
    await world.ensure();
    expect((await world.view()).phase).toBe('live');
  });

  it('begins from zero once something has answered', async () => {
    const world = await withoutAnswers();
    await pass(world, 2 * HOUR_MS);
    world.fake.mode.rest = 'ok';
    await pass(world, 6 * MINUTE_MS);
    expect(await world.stored.outage.get()).toBeNull();
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: true });
    world.fake.mode.rest = 'down';
    await world.time.advance(MINUTE_MS);
    expect(await world.view()).toMatchObject({ reachable: false, pollEveryMs: 30_000 });
  });
});

describe('what is not counted as unreachable', () => {
  it('is the time in which the computer was off', async () => {
    const world = await withoutAnswers();
    world.gate().close();
    await world.time.advance(15 * DAY_MS);
    world.session.clear();
    world.kill();
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    expect(await world.view()).toMatchObject({ phase: 'polling', reachable: false, pollEveryMs: 30_000 });
    Object.assign(world.fake.mode, { socket: 'ok', rest: 'ok' });
    await pass(world, MINUTE_MS);
    expect((await world.view()).phase).toBe('live');
  });

  it('is what nobody waits for: an outage ends with what was followed', async () => {
    const world = await withoutAnswers();
    await world.stored.followed.set([]);
    await world.ensure();
    expect((await world.view()).phase).toBe('idle');
    expect(await world.stored.outage.get()).toBeNull();
  });

  it('is an answer that was asked for before the socket came', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    Object.assign(world.fake.mode, { rest: 'down', late: true });
    await world.time.advance(6000);
    world.fake.mode.socket = 'ok';
    await world.alarm();
    expect((await world.view()).phase).toBe('live');
    world.fake.answerLate();
    await settle();
    expect(await world.stored.outage.get()).toBeNull();
  });
});

describe('an answer to somebody else', () => {
  it('ends what was given up, and what is followed is live again', async () => {
    const world = await withoutAnswers();
    await pass(world, 14 * DAY_MS + HOUR_MS);
    Object.assign(world.fake.mode, { socket: 'ok', rest: 'ok' });
    const { context } = createActions(world);
    world.fake.add('j7');
    expect(await watchScan(context, 'j7')).toMatchObject({ ok: true });
    await settle();
    expect((await world.view()).phase).toBe('live');
    expect(Object.keys(await world.stored.live.get())).toEqual([KEY, keyOf('j7')]);
    expect(await periodMs(world)).toBe(30_000);
  });

  it('makes an unreachable server be asked at once, however slow the alarm is by now', async () => {
    const world = await withoutAnswers();
    await pass(world, 30 * HOUR_MS);
    expect(await periodMs(world)).toBe(HOUR_MS);
    Object.assign(world.fake.mode, { socket: 'ok', rest: 'ok' });
    const { context } = createActions(world);
    await discoverScans(context);
    await settle();
    expect((await world.view()).phase).toBe('live');
  });
});

describe('everything is paused, and the server does not answer', () => {
  it('is shown, asked less and less often, and given up in the end', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.change('j1', { status: 'paused' });
    await world.time.advance(MINUTE_MS + 1000);
    expect(await world.view()).toMatchObject({ phase: 'idle', reason: 'paused', reachable: true });
    Object.assign(world.fake.mode, { socket: 'refuse', rest: 'down' });
    await pass(world, HOUR_MS / 2);
    expect(await world.view()).toMatchObject({ phase: 'idle', reachable: false, pollEveryMs: 30_000 });
    world.kill();
    await pass(world, HOUR_MS);
    expect(await world.view()).toMatchObject({ phase: 'idle', reachable: false });
    expect(await periodMs(world)).toBe(5 * MINUTE_MS);
    expect(world.time.pending()).toEqual([]);
    await pass(world, 15 * DAY_MS);
    expect(await world.view()).toMatchObject({ phase: 'given_up', reason: 'outage' });
  });

  it('goes on as before once the server answers', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.change('j1', { status: 'paused' });
    await world.time.advance(MINUTE_MS + 1000);
    world.fake.mode.rest = 'down';
    await pass(world, MINUTE_MS);
    world.fake.mode.rest = 'ok';
    await pass(world, MINUTE_MS);
    expect(await world.view()).toMatchObject({ phase: 'idle', reason: 'paused', reachable: true });
    expect(await periodMs(world)).toBe(30_000);
  });
});

describe('shown once', () => {
  it('that updates were lost while polling goes on, and that they are back', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    expect(await world.view()).toMatchObject({ phase: 'polling', news: 'lost' });
    world.fake.mode.socket = 'ok';
    await world.alarm();
    // A connection that lasts for seconds only is no news.
    expect(await world.view()).toMatchObject({ phase: 'live', news: 'lost' });
    await world.time.advance(10_000);
    expect(await world.view()).toMatchObject({ phase: 'live', news: 'back' });
    await world.time.advance(10_000);
    expect(await world.view()).toMatchObject({ phase: 'live', news: null });
  });

  it('as one loss, while connections come and go within seconds', async () => {
    const world = await createWorld();
    const shown: (string | null)[] = [];
    world.stored.connection.watch((view) => {
      if (view.news !== shown.at(-1)) shown.push(view.news);
    });
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(MINUTE_MS);
    for (let times = 0; times < 3; times += 1) {
      world.fake.mode.socket = 'ok';
      await world.alarm();
      await world.time.advance(5000);
      world.fake.mode.socket = 'refuse';
      world.fake.drop();
      await world.time.advance(MINUTE_MS);
    }
    expect(shown).toEqual([null, 'lost']);
  });

  it('also when the stored view has a field of an earlier version in place of the news', async () => {
    const world = await withoutAnswers();
    const { news: _news, ...earlier } = await world.view();
    // The stored field was called `told` before it was called `news`.
    await world.stored.connection.set({ ...earlier, told: 'lost' } as unknown as ConnectionView);
    world.kill();
    Object.assign(world.fake.mode, { socket: 'ok', rest: 'ok' });
    await world.alarm();
    expect(await world.view()).toMatchObject({ phase: 'live', reachable: true });
    await world.time.advance(10_000);
    expect(await world.view()).toMatchObject({ phase: 'live', news: 'back' });
  });

  it('not to a person who turned live updates off', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    await world.ensure();
    expect(await world.view()).toMatchObject({ phase: 'polling', news: null });
  });
});

describe('what a server has asked for', () => {
  it('is kept: Retry-After binds the socket, also when a person looks', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'server_full', retryAfterMs: 60_000 };
    await world.ensure();
    const tried = world.fake.sockets.length;
    for (let look = 0; look < 10; look += 1) {
      await world.time.advance(5000);
      await world.connection().onScreen();
    }
    expect(world.fake.sockets).toHaveLength(tried);
    // During this time REST brings the updates.
    expect(await world.view()).toMatchObject({ phase: 'polling', reason: 'server_full', reachable: true });
    await world.time.advance(11_000);
    await world.connection().onAlarm();
    await settle();
    expect(world.fake.sockets.length).toBe(tried + 1);
  });

  it('websocket_disabled is asked for by REST, not tried by the socket, until it is turned on', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    world.fake.mode.websocketEnabled = false;
    await world.ensure();
    for (let round = 0; round < 4; round += 1) await pass(world, 30_000);
    expect(world.fake.sockets).toHaveLength(1);
    world.fake.mode.websocketEnabled = true;
    world.fake.mode.socket = 'ok';
    await pass(world, 60_000);
    expect((await world.view()).phase).toBe('live');
  });
});
