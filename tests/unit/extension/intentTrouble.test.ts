import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { createSender } from '../../../lib/actions/createSender.ts';
import { dismiss } from '../../../lib/actions/dismiss.ts';
import { changeServer } from '../../../lib/actions/pairWithServer.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf, server } from './support/messages.ts';

const KEY = keyOf('j1');
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
  ])('is not sent a %s again earlier, by no alarm and no later worker instance', async (_, ask) => {
    const world = await createWorld();
    await world.ensure();
    world.fake.mode.rest = { status: 429, retryAfter: 120 };
    await ask(world);
    await settle();
    expect(posts(world)).toBe(1);
    world.fake.mode.rest = 'ok';
    for (let instance = 0; instance < 3; instance += 1) {
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

describe('another server while a start is under way', () => {
  it('never gets what was meant for the one that was left, however that answers', async () => {
    const world = await createWorld([]);
    const { context } = createActions(world);
    const asked: string[] = [];
    const sender = createSender({
      ...context,
      apiAt: (url, token, kind) => {
        const api = context.apiAt(url, token, kind);
        const startJob: typeof api.startJob = (...request) => {
          asked.push(url);
          return api.startJob(...request);
        };
        return { ...api, startJob };
      },
    });
    world.fake.mode.rest = { status: 503 };
    world.fake.mode.late = true;
    await startScan(context, sender, REQUEST);
    await settle();
    await changeServer(world.state(), { ...server, serverId: 's2', url: 'http://127.0.0.1:9999' });
    const after = sender.sendIntents();
    world.fake.mode.late = false;
    world.fake.answerLate();
    await after;
    expect(asked).toEqual([server.url]);
    expect(await rows(world)).toMatchObject([{ problem: { code: 'not_paired', final: true } }]);
  });

  it('takes over nothing that was found out about that one', async () => {
    const world = await createWorld([]);
    const { context, sender } = createActions(world);
    world.fake.mode.startProblems = [{ status: 405, code: 'cannot_start' }];
    world.fake.mode.late = true;
    await startScan(context, sender, REQUEST);
    await settle();
    await changeServer(world.state(), { ...server, serverId: 's2', pairedAt: '2026-11-23T00:00:00.000Z' });
    world.fake.mode.late = false;
    world.fake.answerLate();
    await settle();
    expect((await world.stored.server.get())?.starts).toBeUndefined();
  });
});

it('a paired application may name what it started in its own way, or lack a way to cancel', async () => {
  const world = await createWorld([]);
  const { context, sender } = createActions(world);
  world.fake.mode.rest = { status: 202, body: { job_id: 'j7' } };
  await startScan(context, sender, REQUEST);
  await settle();
  expect(await world.stored.followed.get()).toMatchObject([{ jobId: 'j7', url: REQUEST.url }]);
  world.fake.mode.rest = { status: 404, body: { detail: 'Not Found' } };
  const key = (await world.stored.followed.get())[0]?.key ?? '';
  expect(await cancelScan(context, sender, key)).toMatchObject({ error: { code: 'cannot_cancel' } });
  expect(await world.stored.server.get()).toMatchObject({ cancels: false });
  expect(await world.stored.intents.get()).toEqual([]);
});

describe('a cancel that does not come through', () => {
  it('suppresses no notification when the server refuses it for good', async () => {
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
