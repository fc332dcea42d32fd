import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { createActions } from './support/createActions.ts';
import { createWorld } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { followed as followedRow, keyOf } from './support/messages.ts';
import { followedIn, intentsIn, startIn } from './support/startIn.ts';

describe('cancelling', () => {
  it('gives the answer of the server, and the end is not notified', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    const { context, sender } = createActions(world);
    const answer = await cancelScan(context, sender, keyOf('j1'));
    await settle();
    expect(answer).toMatchObject({ ok: true, value: { status: 'cancelled', in_flight: 0 } });
    expect(await followedIn(world)).toMatchObject([
      { end: { status: 'cancelled' }, notify: 'none', read: true },
    ]);
  });

  it('still notifies about the end when the scan completed first', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    world.fake.mode.rest = 'down';
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, keyOf('j1'))).toEqual({ ok: true, value: null });
    world.fake.change('j1', { status: 'completed' });
    await settle();
    world.fake.mode.rest = 'ok';
    await sender.sendIntents();
    expect(await followedIn(world)).toMatchObject([{ end: { status: 'completed' }, notify: 'pending' }]);
    expect(await intentsIn(world)).toEqual([]);
  });

  it('of what has ended meanwhile keeps nobody awake, and goes with the next command', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    world.fake.mode.rest = { status: 503 };
    const { context, sender } = createActions(world);
    await cancelScan(context, sender, keyOf('j1'));
    world.fake.change('j1', { status: 'completed' });
    await settle();
    expect(await intentsIn(world)).toHaveLength(1);
    expect((await world.view()).phase).toBe('idle');
    expect(world.fake.openSockets()).toEqual([]);
    expect(world.time.pending()).toEqual([]);
    world.fake.mode.rest = 'ok';
    await sender.sendIntents();
    expect(await intentsIn(world)).toEqual([]);
  });

  it('answers each of two that are asked for close together', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    const first = cancelScan(context, sender, keyOf('j1'));
    await settle();
    // Stored while the first is being sent; the same run sends it, too.
    const second = cancelScan(context, sender, keyOf('j2'));
    await settle();
    world.fake.mode.late = false;
    world.fake.answerLate();
    expect(await first).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(world.fake.cancelled).toEqual(['j1', 'j2']);
    expect(await intentsIn(world)).toEqual([]);
  });

  it('answers both who ask for the same', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    const asked = [1, 2].map(() => cancelScan(context, sender, keyOf('j1')));
    await settle();
    world.fake.mode.late = false;
    world.fake.answerLate();
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    }
    await settle();
    expect(await intentsIn(world)).toEqual([]);
  });

  it('that another run could not send is stored, and is no failure', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    const first = cancelScan(context, sender, keyOf('j1'));
    await settle();
    const second = cancelScan(context, sender, keyOf('j2'));
    await settle();
    Object.assign(world.fake.mode, { late: false, rest: { status: 429, retryAfter: 120 } });
    world.fake.answerLate();
    expect(await first).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(await second).toEqual({ ok: true, value: null });
    expect(await intentsIn(world)).toMatchObject([{ kind: 'cancel', jobId: 'j2' }]);
  });

  it('says that there is no server when it was left before the cancel was sent', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    void cancelScan(context, sender, keyOf('j1'));
    await settle();
    const second = cancelScan(context, sender, keyOf('j2'));
    await settle();
    await world.stored.server.set(null);
    await world.stored.updateRows(() => ({ followed: [], intents: [] }));
    world.fake.answerLate();
    expect(await second).toMatchObject({ ok: false, error: { code: 'not_paired' } });
  });

  it('of a starting row: the start is answered first, then cancelled', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = 'down';
    const id = await startIn(world);
    const { context, sender } = createActions(world);
    await cancelScan(context, sender, id);
    expect(await intentsIn(world)).toMatchObject([{ kind: 'start', cancelWanted: true }]);
    world.fake.mode.rest = 'ok';
    await sender.sendIntents();
    expect(world.fake.cancelled).toEqual(['j1']);
    await settle();
    expect(await intentsIn(world)).toEqual([]);
    expect(await followedIn(world)).toMatchObject([{ notify: 'none', cancelledHere: true }]);
  });

  it('of a row that has just started cancels the scan that it became', async () => {
    const world = await createWorld([]);
    const id = await startIn(world);
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, id)).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    await settle();
    expect(world.fake.cancelled).toEqual(['j1']);
    expect(await intentsIn(world)).toEqual([]);
    expect(await followedIn(world)).toMatchObject([{ cancelledHere: true, notify: 'none' }]);
  });

  it('of a row that has just started, and was watched from the list meanwhile, means the same scan', async () => {
    const world = await createWorld([]);
    world.fake.mode.late = true;
    const id = await startIn(world);
    await world.stored.followed.set([followedRow('j1', { startedHere: false })]);
    world.fake.mode.late = false;
    world.fake.answerLate();
    await settle();
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, id)).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(world.fake.cancelled).toEqual(['j1']);
  });

  it('of a row that nobody has says so, and stores nothing', async () => {
    const world = await createWorld(['j1']);
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, 'id-of-nothing')).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await intentsIn(world)).toEqual([]);
    expect(world.fake.cancelled).toEqual([]);
  });

  it('of a start that was refused for good takes the row away', async () => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status: 400, code: 'invalid_url' }];
    const id = await startIn(world);
    const { context, sender } = createActions(world);
    await cancelScan(context, sender, id);
    expect(await intentsIn(world)).toEqual([]);
  });

  it('of a job the server does not have says so and is not sent again', async () => {
    const world = await createWorld(['j1']);
    world.fake.jobs.delete('j1');
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, keyOf('j1'))).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await intentsIn(world)).toEqual([]);
    expect(await followedIn(world)).toMatchObject([{ gone: 'not_found' }]);
  });
});
