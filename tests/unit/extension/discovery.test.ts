import { describe, expect, it } from 'vitest';
import { createDiscovery } from '../../../lib/actions/createDiscovery.ts';
import { discoverScans } from '../../../lib/actions/discoverScans.ts';
import { dismiss } from '../../../lib/actions/dismiss.ts';
import { watchScan } from '../../../lib/actions/watchScan.ts';
import type { StartIntent } from '../../../lib/state/intent.ts';
import { jobKeyOf } from '../../../lib/state/jobKey.ts';
import { selectStartedElsewhere } from '../../../lib/state/selectStartedElsewhere.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { followed, keyOf, server } from './support/messages.ts';

const look = (world: World) => discoverScans(createActions(world).context);
const lists = (world: World) => world.fake.requests.filter((request) => request === 'GET /api/jobs').length;
const shown = async ({ stored }: World) =>
  selectStartedElsewhere(
    await stored.elsewhere.get(),
    await stored.server.get(),
    await stored.followed.get(),
  ).map(({ jobId }) => jobId);

describe('scans that were started elsewhere', () => {
  it('are found, and go when they end', async () => {
    const world = await createWorld(['j1']);
    world.fake.add('j2');
    world.fake.add('j3', { status: 'completed' });
    await look(world);
    expect(await shown(world)).toEqual(['j2']);
    world.fake.add('j4', { status: 'queued' });
    world.fake.change('j2', { status: 'completed' });
    await look(world);
    expect(await shown(world)).toEqual(['j4']);
  });

  it('show that the server does not answer while nothing else asks it, and that it answers again', async () => {
    const world = await createWorld([]);
    await world.ensure();
    world.fake.mode.rest = 'down';
    await look(world);
    expect(await world.view()).toMatchObject({
      phase: 'idle',
      reachable: false,
      since: expect.stringMatching(/^2026/),
    });
    world.fake.mode.rest = 'ok';
    await look(world);
    await settle();
    expect(await world.view()).toMatchObject({ phase: 'idle', reachable: true });
  });

  it('end the row of a start that was refused because of them', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    const refused = (id: string, code: string, jobId?: string): StartIntent => ({
      kind: 'start',
      id,
      url: 'https://example.com/',
      mode: 'site',
      options: {},
      force: false,
      createdAt: '2026-11-22T12:00:00.000Z',
      cancelWanted: false,
      problem: { code, final: true, ...(jobId === undefined ? {} : { jobId }) },
    });
    await world.stored.intents.set([
      refused('a', 'already_running', 'j2'),
      refused('b', 'address_refused'),
      refused('c', 'already_running'),
    ]);
    const left = async () => (await world.stored.intents.get()).map(({ id }) => id);
    await look(world);
    expect(await left()).toEqual(['a', 'b', 'c']);
    world.fake.change('j2', { status: 'completed' });
    await look(world);
    expect(await left()).toEqual(['b', 'c']);
  });

  it('are read on from the cursor, page by page', async () => {
    const world = await createWorld([]);
    await look(world);
    for (let job = 1; job <= 450; job += 1) world.fake.add(`j${job}`);
    const before = lists(world);
    await look(world);
    expect(await shown(world)).toHaveLength(450);
    expect(lists(world) - before).toBe(3);
    await look(world);
    expect(lists(world) - before).toBe(4);
  });

  it('are followed with one click, and not listed any more', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    await look(world);
    const { context } = createActions(world);
    expect(await watchScan(context, 'j2')).toMatchObject({ ok: true });
    await settle();
    expect(await shown(world)).toEqual([]);
    expect((await world.stored.elsewhere.get()).jobs).toEqual([]);
    expect(await world.stored.followed.get()).toMatchObject([{ jobId: 'j2', startedHere: false }]);
    expect((await world.view()).phase).toBe('live');
  });

  it('are listed again when one that runs is not followed any more, and not when it has ended', async () => {
    const world = await createWorld([]);
    await world.stored.server.update((current) => current && { ...current, reports: false });
    for (const id of ['j1', 'j2']) {
      world.fake.add(id);
      await world.stored.followed.update((current) => [...current, followed(id, { reportless: true })]);
    }
    await look(world);
    await world.stored.followed.update((current) =>
      current.map((job) => (job.jobId === 'j2' ? { ...job, gone: 'deleted' } : job)),
    );
    const { context } = createActions(world);
    for (const id of ['j1', 'j2']) await dismiss(context, followed(id).key);
    expect(await world.stored.followed.get()).toEqual([]);
    expect(await shown(world)).toEqual(['j1']);
  });

  it('that were deleted meanwhile are taken off the list by the one who clicks', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    await look(world);
    world.fake.jobs.delete('j2');
    expect(await watchScan(createActions(world).context, 'j2')).toMatchObject({ ok: false });
    expect(await shown(world)).toEqual([]);
  });

  it('that were deleted there go at the next look, and the others stay', async () => {
    const world = await createWorld([]);
    for (const job of ['j2', 'j3', 'j4']) world.fake.add(job);
    await look(world);
    world.fake.jobs.delete('j3');
    world.fake.change('j4', {});
    world.fake.requests.length = 0;
    await look(world);
    expect((await shown(world)).sort()).toEqual(['j2', 'j4']);
    expect(world.fake.requests).toEqual(['GET /api/jobs', 'GET /api/jobs/status']);
  });

  it('are asked for by id only when the list does not have them, and only where the server can answer that', async () => {
    const world = await createWorld(['j1']);
    world.fake.add('j2');
    await look(world);
    world.fake.change('j2', {});
    world.fake.requests.length = 0;
    await look(world);
    expect(world.fake.requests).toEqual(['GET /api/jobs']);
    world.fake.mode.batch = false;
    await look(world);
    expect(await shown(world)).toEqual(['j2']);
  });

  it('do not come back when they were followed, have ended and were taken off the list', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    await look(world);
    world.fake.change('j1', { status: 'completed', progress: 100 });
    await settle();
    expect(await dismiss(createActions(world).context, keyOf('j1'))).toMatchObject({ ok: true });
    expect(await shown(world)).toEqual([]);
    expect((await world.stored.elsewhere.get()).jobs).toEqual([]);
  });

  it('of the same name on another server stay when an earlier row is taken off the list', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    await look(world);
    const left = followed('j2', { key: jobKeyOf({ ...server, serverId: 's0' }, 'j2'), gone: 'not_found' });
    await world.stored.followed.set([left]);
    await dismiss(createActions(world).context, left.key);
    expect(await shown(world)).toEqual(['j2']);
  });

  it('that were taken off while a look was under way stay off', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    await look(world);
    world.fake.mode.late = true;
    const looking = look(world);
    await settle();
    world.fake.mode.late = false;
    // What a click on a deleted one does.
    await world.stored.elsewhere.update((current) => ({ ...current, jobs: [] }));
    world.fake.answerLate();
    await looking;
    expect((await world.stored.elsewhere.get()).jobs).toEqual([]);
  });

  it('of another server or user are not shown, and its cursor is not used', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    await look(world);
    await world.stored.server.set({ ...server, userId: 'u2' });
    expect(await shown(world)).toEqual([]);
    await look(world);
    expect(await world.stored.elsewhere.get()).toMatchObject({ of: 's1|u2' });
    expect(await shown(world)).toEqual(['j2']);
  });

  it('are listed again by a server that was restored and does not know the cursor', async () => {
    const world = await createWorld([]);
    world.fake.add('j2');
    await look(world);
    world.fake.jobs.delete('j2');
    world.fake.add('j5');
    world.fake.forgetCursors();
    await look(world);
    expect(await shown(world)).toEqual(['j5']);
  });

  it('are asked for hourly where the server has no such list, or when another one is paired', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = { status: 404 };
    await look(world);
    world.fake.mode.rest = 'ok';
    await look(world);
    expect(lists(world)).toBe(1);
    await world.stored.server.set({ ...server, serverId: 's2' });
    await look(world);
    expect(lists(world)).toBe(2);
    world.fake.mode.rest = { status: 404 };
    await look(world);
    await world.time.advance(3600_000);
    world.fake.mode.rest = 'ok';
    world.fake.add('j2');
    await look(world);
    expect(await world.stored.elsewhere.get()).toMatchObject({ jobs: [{ jobId: 'j2' }] });
  });

  it.each(['down', 'captive', { status: 503 }, { status: 401, code: 'unauthorized' }] as const)(
    'stay as they are when the answer is %j',
    async (rest) => {
      const world = await createWorld([]);
      world.fake.add('j2');
      await look(world);
      const before = await world.stored.elsewhere.get();
      world.fake.mode.rest = rest;
      await look(world);
      expect(await world.stored.elsewhere.get()).toEqual(before);
    },
  );

  it('are not lost when the worker is killed at any effect', async () => {
    for (let effect = 1; effect <= 12; effect += 1) {
      const world = await createWorld([]);
      await look(world);
      world.fake.add('j2');
      world.gate().closeAfter(effect);
      void look(world);
      await settle();
      world.kill();
      await look(world);
      expect(await shown(world), `killed at ${effect}`).toEqual(['j2']);
    }
  });

  it('are looked for at the new server, too, when the old one is left in the middle of a look', async () => {
    const world = await createWorld([]);
    world.fake.add('j1');
    const asked: string[] = [];
    let answer = () => {};
    const released = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { context } = createActions(world);
    const discovery = createDiscovery({
      ...context,
      apiAt: (url, token, kind) => {
        asked.push(url);
        const api = context.apiAt(url, token, kind);
        return { ...api, jobs: (query) => released.then(() => api.jobs(query)) };
      },
    });
    const first = discovery.look();
    await settle();
    await world.stored.server.set({ ...server, url: 'http://127.0.0.1:9999', serverId: 'srv_other' });
    const second = discovery.look();
    answer();
    await Promise.all([first, second]);
    expect(asked).toEqual([server.url, 'http://127.0.0.1:9999']);
  });

  it('are looked for at most every 10 s by screens, and always by the alarm', async () => {
    const world = await createWorld([]);
    const discovery = createDiscovery(createActions(world).context);
    await discovery.onScreen();
    await discovery.onScreen();
    expect(lists(world)).toBe(1);
    await discovery.look();
    expect(lists(world)).toBe(2);
    await world.time.advance(11_000);
    await discovery.onScreen();
    expect(lists(world)).toBe(3);
  });
});
