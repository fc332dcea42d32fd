import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { dismiss } from '../../../lib/actions/editRows.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';

const KEY = 's1|u1|j1';
const REQUEST = { url: 'https://example.com/', mode: 'site' as const, options: {} };
const HOUR_MS = 3600_000;

const posts = (world: World) => world.fake.requests.filter((request) => request.startsWith('POST')).length;
const rows = async ({ stored }: World) =>
  selectJobs({
    followed: await stored.followed.get(),
    live: await stored.live.get(),
    intents: await stored.intents.get(),
  });

describe('a server that asks us to wait', () => {
  it.each([
    [
      'start',
      async (world: World) => {
        const { context, sender } = createActions(world);
        await startScan(context, sender, REQUEST);
      },
    ],
    [
      'cancel',
      async (world: World) => {
        const { context, sender } = createActions(world);
        await cancelScan(context, sender, KEY);
      },
    ],
  ])('is not sent a %s again before, by no alarm and in no later life', async (_, ask) => {
    const world = await createWorld();
    await world.ensure();
    world.fake.mode.rest = { status: 429, retryAfter: 120 };
    await ask(world);
    await settle();
    expect(posts(world)).toBe(1);
    world.fake.mode.rest = 'ok';
    for (let life = 0; life < 3; life += 1) {
      world.kill();
      await createActions(world).sender.sendIntents();
      await world.time.advance(35_000);
    }
    expect(posts(world)).toBe(1);
    await world.time.advance(20_000);
    await createActions(world).sender.sendIntents();
    expect(posts(world)).toBe(2);
    expect(await world.stored.intents.get()).toEqual([]);
  });
});

describe('leaving a server while a start is under way', () => {
  it('adds no row of the server that was left, and the start says why it ended', async () => {
    const world = await createWorld([]);
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    await startScan(context, sender, REQUEST);
    await settle();
    // What unpairing does to the rows, while the answer is still on its way.
    await world.stored.updateRows(({ followed, intents }) => ({
      followed,
      intents: intents.map((intent) => ({ ...intent, problem: { code: 'not_paired', final: true } })),
    }));
    await world.stored.server.set(null);
    world.fake.answerLate();
    await settle();
    expect(world.fake.created()).toBe(1);
    expect(await world.stored.followed.get()).toEqual([]);
    expect(await rows(world)).toMatchObject([{ problem: { code: 'not_paired' } }]);
  });
});

describe('a cancel that does not come through', () => {
  it('silences nothing when the server refuses it for good', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.mode.rest = { status: 409, code: 'wrong_state' };
    const { context, sender } = createActions(world);
    const answer = await cancelScan(context, sender, KEY);
    expect(answer).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
    world.fake.mode.rest = 'ok';
    expect(await world.stored.followed.get()).toMatchObject([{ cancelledHere: false }]);
    world.fake.change('j1', { status: 'cancelled' });
    await settle();
    expect(await world.stored.followed.get()).toMatchObject([{ notify: 'pending' }]);
  });

  it.each([400, 409, 422])('is not sent again after %i with a code that we do not know', async (status) => {
    const world = await createWorld();
    await world.ensure();
    world.fake.mode.rest = { status, code: 'code_of_a_newer_server' };
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, KEY)).toMatchObject({ ok: false, error: { status } });
    expect(await world.stored.intents.get()).toEqual([]);
    expect(await world.stored.followed.get()).toMatchObject([{ cancelledHere: false, gone: null }]);
  });

  it('is not sent any more after 12 hours; the row says so, and can be cancelled again or taken away', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.mode.rest = 'down';
    await cancelScan(createActions(world).context, createActions(world).sender, KEY);
    await world.time.advance(12 * HOUR_MS);
    world.kill();
    world.fake.mode.rest = 'ok';
    const sent = posts(world);
    await createActions(world).sender.sendIntents();
    expect(posts(world)).toBe(sent);
    expect(await rows(world)).toMatchObject([{ id: KEY, kind: 'active', problem: { code: 'expired' } }]);
    expect(await world.stored.followed.get()).toMatchObject([{ cancelledHere: false }]);

    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, KEY)).toMatchObject({ ok: true });
    expect(world.fake.cancelled).toEqual(['j1']);
    expect(await world.stored.intents.get()).toEqual([]);
  });

  it('leaves nothing behind when the scan has ended by itself', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.mode.rest = 'down';
    await cancelScan(createActions(world).context, createActions(world).sender, KEY);
    await world.time.advance(12 * HOUR_MS);
    await createActions(world).sender.sendIntents();
    world.fake.mode.rest = 'ok';
    world.kill();
    world.fake.change('j1', { status: 'completed' });
    await world.alarm();
    await world.time.advance(30_000);
    await world.alarm();
    expect(await rows(world)).toMatchObject([{ kind: 'ended', message: { status: 'completed' } }]);
    await dismiss(createActions(world).context, KEY);
    expect(await world.stored.intents.get()).toEqual([]);
    expect(await rows(world)).toEqual([]);
  });
});
