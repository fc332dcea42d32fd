import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { watchScan } from '../../../lib/actions/watchScan.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { followed as followedRow } from './support/messages.ts';

const REQUEST = { url: 'https://example.com/', mode: 'site' as const, options: {} };

async function start(world: World, more: { force?: boolean } = {}): Promise<string> {
  const { context, sender } = createActions(world);
  const answer = await startScan(context, sender, { ...REQUEST, ...more });
  await settle();
  return answer.ok ? answer.value.intentId : '';
}

const intents = (world: World) => world.state().intents.get();
const followed = (world: World) => world.state().followed.get();

describe('starting', () => {
  it('stores, sends, follows, and takes the intent away', async () => {
    const world = await createWorld([]);
    await start(world);
    expect(await intents(world)).toEqual([]);
    expect(await followed(world)).toMatchObject([{ jobId: 'j1', startedHere: true, end: null }]);
    expect((await world.view()).phase).toBe('live');
  });

  it.each([
    [400, 'invalid_url'],
    [400, 'unsupported_scheme'],
    [400, 'url_too_long'],
    [400, 'address_refused'],
    [400, 'invalid_request'],
    [422, 'idempotency_mismatch'],
    [409, 'already_running'],
    [400, 'code_of_a_newer_server'],
    [409, 'code_of_a_newer_server'],
    [422, 'code_of_a_newer_server'],
    [413, 'invalid_request'],
  ])('keeps the row of a start refused for good: %i %s', async (status, code) => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status, code, job_id: 'j9' }];
    await start(world);
    expect(await intents(world)).toMatchObject([{ problem: { code, final: true, jobId: 'j9' } }]);
    await createActions(world).sender.sendIntents();
    expect(world.fake.created()).toBe(0);
    expect((await world.view()).phase).toBe('idle');
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden_origin'],
    [404, 'not_found'],
    [429, 'rate_limited'],
    [500, 'internal'],
    [503, 'unavailable'],
  ])('keeps the intent on %i and sends it again with the same key', async (status, code) => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status, code }];
    await start(world);
    expect(await intents(world)).toMatchObject([{ problem: { code, final: false } }]);
    await createActions(world).sender.sendIntents();
    expect(await intents(world)).toEqual([]);
    expect(world.fake.created()).toBe(1);
  });

  it.each([400, 413, 422])('does not send again what a plain server refuses with %i', async (status) => {
    const world = await createWorld([]);
    world.fake.mode.rest = { status };
    await start(world);
    expect(await intents(world)).toMatchObject([{ problem: { code: 'bad_answer', final: true } }]);
  });

  it.each([404, 502])('keeps the intent when a proxy answers %i by itself', async (status) => {
    const world = await createWorld([]);
    world.fake.mode.rest = { status };
    await start(world);
    expect(await intents(world)).toMatchObject([{ problem: { final: false } }]);
    world.fake.mode.rest = 'ok';
    await createActions(world).sender.sendIntents();
    expect(world.fake.created()).toBe(1);
  });

  it('keeps the intent through silence and a captive page', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = 'down';
    await start(world);
    expect(await intents(world)).toMatchObject([{ problem: { code: 'network', final: false } }]);
    world.fake.mode.rest = 'captive';
    await createActions(world).sender.sendIntents();
    expect(await intents(world)).toMatchObject([{ problem: { code: 'bad_answer', final: false } }]);
    world.fake.mode.rest = 'ok';
    await createActions(world).sender.sendIntents();
    expect(await followed(world)).toHaveLength(1);
  });

  it('is told, and not sent any more, after twelve hours', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = 'down';
    await start(world);
    await world.time.advance(12 * 3600_000);
    world.fake.mode.rest = 'ok';
    await createActions(world).sender.sendIntents();
    expect(await intents(world)).toMatchObject([{ problem: { code: 'expired', final: true } }]);
    expect(world.fake.created()).toBe(0);
  });

  it('starts anyway in the place of the row that said it is being scanned', async () => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status: 409, code: 'already_running', job_id: 'j9' }];
    await start(world);
    await start(world, { force: true });
    expect(await intents(world)).toEqual([]);
    expect(await followed(world)).toHaveLength(1);
  });

  it('watches the running scan instead', async () => {
    const world = await createWorld([]);
    world.fake.add('j9');
    world.fake.mode.startProblems = [{ status: 409, code: 'already_running', job_id: 'j9' }];
    await start(world);
    expect(await watchScan(createActions(world).context, 'j9')).toEqual({
      ok: true,
      value: { key: 's1|u1|j9' },
    });
    await settle();
    expect(await intents(world)).toEqual([]);
    expect(await followed(world)).toMatchObject([{ jobId: 'j9', startedHere: false }]);
    expect((await world.view()).phase).toBe('live');
  });
});

describe('cancelling', () => {
  it('answers with what the server says, and is not told as an end', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    const { context, sender } = createActions(world);
    const answer = await cancelScan(context, sender, 's1|u1|j1');
    await settle();
    expect(answer).toMatchObject({ ok: true, value: { status: 'cancelled', in_flight: 0 } });
    expect(await followed(world)).toMatchObject([
      { end: { status: 'cancelled' }, notify: 'none', read: true },
    ]);
  });

  it('still tells the end when the scan completed first', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    world.fake.mode.rest = 'down';
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, 's1|u1|j1')).toEqual({ ok: true, value: null });
    world.fake.change('j1', { status: 'completed' });
    await settle();
    world.fake.mode.rest = 'ok';
    await sender.sendIntents();
    expect(await followed(world)).toMatchObject([{ end: { status: 'completed' }, notify: 'pending' }]);
    expect(await intents(world)).toEqual([]);
  });

  it('answers each of two that are asked for close together', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    const first = cancelScan(context, sender, 's1|u1|j1');
    await settle();
    // Stored while the round of the first is under way, which sends it too.
    const second = cancelScan(context, sender, 's1|u1|j2');
    await settle();
    world.fake.mode.late = false;
    world.fake.answerLate();
    expect(await first).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(world.fake.cancelled).toEqual(['j1', 'j2']);
    expect(await intents(world)).toEqual([]);
  });

  it('answers both who ask for the same', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    const asked = [1, 2].map(() => cancelScan(context, sender, 's1|u1|j1'));
    await settle();
    world.fake.mode.late = false;
    world.fake.answerLate();
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    }
    await settle();
    expect(await intents(world)).toEqual([]);
  });

  it('that another round could not send is stored, and no failure', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    const first = cancelScan(context, sender, 's1|u1|j1');
    await settle();
    const second = cancelScan(context, sender, 's1|u1|j2');
    await settle();
    Object.assign(world.fake.mode, { late: false, rest: { status: 429, retryAfter: 120 } });
    world.fake.answerLate();
    expect(await first).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(await second).toEqual({ ok: true, value: null });
    expect(await intents(world)).toMatchObject([{ kind: 'cancel', jobId: 'j2' }]);
  });

  it('says that there is no server when it was left before the cancel was sent', async () => {
    const world = await createWorld(['j1', 'j2']);
    await world.ensure();
    const { context, sender } = createActions(world);
    world.fake.mode.late = true;
    void cancelScan(context, sender, 's1|u1|j1');
    await settle();
    const second = cancelScan(context, sender, 's1|u1|j2');
    await settle();
    await world.stored.server.set(null);
    await world.stored.updateRows(() => ({ followed: [], intents: [] }));
    world.fake.answerLate();
    expect(await second).toMatchObject({ ok: false, error: { code: 'not_paired' } });
  });

  it('of a starting row: the start is answered first, then cancelled', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = 'down';
    const id = await start(world);
    const { context, sender } = createActions(world);
    await cancelScan(context, sender, id);
    expect(await intents(world)).toMatchObject([{ kind: 'start', cancelWanted: true }]);
    world.fake.mode.rest = 'ok';
    await sender.sendIntents();
    expect(world.fake.cancelled).toEqual(['j1']);
    await settle();
    expect(await intents(world)).toEqual([]);
    expect(await followed(world)).toMatchObject([{ notify: 'none', cancelledHere: true }]);
  });

  it('of a row that has just started cancels the scan that it became', async () => {
    const world = await createWorld([]);
    const id = await start(world);
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, id)).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    await settle();
    expect(world.fake.cancelled).toEqual(['j1']);
    expect(await intents(world)).toEqual([]);
    expect(await followed(world)).toMatchObject([{ cancelledHere: true, notify: 'none' }]);
  });

  it('of a row that has just started, and was watched from the list meanwhile, means the same scan', async () => {
    const world = await createWorld([]);
    world.fake.mode.late = true;
    const id = await start(world);
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
    expect(await intents(world)).toEqual([]);
    expect(world.fake.cancelled).toEqual([]);
  });

  it('of a start that was refused for good takes the row away', async () => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status: 400, code: 'invalid_url' }];
    const id = await start(world);
    const { context, sender } = createActions(world);
    await cancelScan(context, sender, id);
    expect(await intents(world)).toEqual([]);
  });

  it('of a job the server does not have says so and is not sent again', async () => {
    const world = await createWorld(['j1']);
    world.fake.jobs.delete('j1');
    const { context, sender } = createActions(world);
    expect(await cancelScan(context, sender, 's1|u1|j1')).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await intents(world)).toEqual([]);
    expect(await followed(world)).toMatchObject([{ gone: 'not_found' }]);
  });
});

describe('a worker killed at any write', () => {
  /** Runs `act` in lives that die after 1, 2, 3 … writes of local storage, until one survives. */
  async function killEverywhere(
    act: (world: World) => Promise<unknown>,
    check: (world: World) => Promise<void>,
  ) {
    let survived = false;
    let deaths = 0;
    for (let count = 1; !survived; count += 1) {
      const world = await createWorld([]);
      world.local.dieAfter(count);
      const done = act(world).then(() => settle());
      survived = await Promise.race([
        done.then(() => true),
        settle()
          .then(() => settle())
          .then(() => false),
      ]);
      deaths += survived ? 0 : 1;
      world.kill();
      await createActions(world).sender.sendIntents();
      await world.ensure();
      await check(world);
    }
    return deaths;
  }

  it('loses no scan and starts none twice', async () => {
    const deaths = await killEverywhere(
      (world) => {
        const { context, sender } = createActions(world);
        return startScan(context, sender, REQUEST).then(() => sender.sendIntents());
      },
      async (world) => {
        expect(world.fake.created()).toBe(1);
        expect(await intents(world)).toEqual([]);
        expect(await followed(world)).toHaveLength(1);
      },
    );
    expect(deaths).toBeGreaterThan(1);
  });

  it('cancels what was to be cancelled', async () => {
    const deaths = await killEverywhere(
      async (world) => {
        const { context, sender } = createActions(world);
        await startScan(context, sender, REQUEST);
        await sender.sendIntents();
        await cancelScan(context, sender, 's1|u1|j1');
      },
      async (world) => {
        expect(world.fake.created()).toBe(1);
        expect(await intents(world)).toEqual([]);
        const [job] = await followed(world);
        if (world.fake.cancelled.length > 0) {
          expect(job?.end?.status).toBe('cancelled');
          expect(job?.notify).toBe('none');
        }
      },
    );
    expect(deaths).toBeGreaterThan(3);
  });
});
