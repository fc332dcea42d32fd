import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { watchScan } from '../../../lib/actions/watchScan.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf } from './support/messages.ts';
import { followedIn, intentsIn, REQUEST, startIn } from './support/startIn.ts';

describe('starting', () => {
  it('stores, sends, follows, and takes the intent away', async () => {
    const world = await createWorld([]);
    await startIn(world);
    expect(await intentsIn(world)).toEqual([]);
    expect(await followedIn(world)).toMatchObject([{ jobId: 'j1', startedHere: true, end: null }]);
    expect((await world.view()).phase).toBe('live');
  });

  it.each([
    [{ reports: false }, true],
    [{}, undefined],
  ] as const)('at a server with %j notes in the row whether there is a report', async (said, reportless) => {
    const world = await createWorld([]);
    await world.state().server.update((current) => current && { ...current, ...said });
    await startIn(world);
    world.fake.add('j2');
    await watchScan(createActions(world).context, 'j2');
    expect((await followedIn(world)).map((job) => job.reportless)).toEqual([reportless, reportless]);
  });

  it.each([
    [400, 'invalid_url'],
    [400, 'unsupported_scheme'],
    [400, 'url_too_long'],
    [400, 'address_refused'],
    [400, 'invalid_request'],
    [422, 'idempotency_mismatch'],
    [409, 'already_running'],
    // An earlier try came through, and what it started was deleted since.
    [410, 'deleted'],
    [400, 'code_of_a_newer_server'],
    [409, 'code_of_a_newer_server'],
    [422, 'code_of_a_newer_server'],
    [413, 'invalid_request'],
  ])('keeps the row of a start refused for good: %i %s', async (status, code) => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status, code, job_id: 'j9' }];
    await startIn(world);
    expect(await intentsIn(world)).toMatchObject([{ problem: { code, final: true, jobId: 'j9' } }]);
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
    await startIn(world);
    expect(await intentsIn(world)).toMatchObject([{ problem: { code, final: false } }]);
    await createActions(world).sender.sendIntents();
    expect(await intentsIn(world)).toEqual([]);
    expect(world.fake.created()).toBe(1);
  });

  it.each([400, 413, 422])('does not send again what a basic server refuses with %i', async (status) => {
    const world = await createWorld([]);
    world.fake.mode.rest = { status };
    await startIn(world);
    expect(await intentsIn(world)).toMatchObject([{ problem: { code: 'bad_answer', final: true } }]);
  });

  it.each([404, 502])('keeps the intent when a proxy answers %i by itself', async (status) => {
    const world = await createWorld([]);
    world.fake.mode.rest = { status };
    await startIn(world);
    expect(await intentsIn(world)).toMatchObject([{ problem: { final: false } }]);
    world.fake.mode.rest = 'ok';
    await createActions(world).sender.sendIntents();
    expect(world.fake.created()).toBe(1);
  });

  it('keeps the intent while nothing answers and through a captive page', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = 'down';
    await startIn(world);
    expect(await intentsIn(world)).toMatchObject([{ problem: { code: 'network', final: false } }]);
    world.fake.mode.rest = 'captive';
    await createActions(world).sender.sendIntents();
    expect(await intentsIn(world)).toMatchObject([{ problem: { code: 'bad_answer', final: false } }]);
    world.fake.mode.rest = 'ok';
    await createActions(world).sender.sendIntents();
    expect(await followedIn(world)).toHaveLength(1);
  });

  it('is shown as expired, and not sent any more, after twelve hours', async () => {
    const world = await createWorld([]);
    world.fake.mode.rest = 'down';
    await startIn(world);
    await world.time.advance(12 * 3600_000);
    world.fake.mode.rest = 'ok';
    await createActions(world).sender.sendIntents();
    expect(await intentsIn(world)).toMatchObject([{ problem: { code: 'expired', final: true } }]);
    expect(world.fake.created()).toBe(0);
  });

  it('starts anyway in the place of the row that said it is being scanned', async () => {
    const world = await createWorld([]);
    world.fake.mode.startProblems = [{ status: 409, code: 'already_running', job_id: 'j9' }];
    await startIn(world);
    await startIn(world, { force: true });
    expect(await intentsIn(world)).toEqual([]);
    expect(await followedIn(world)).toHaveLength(1);
  });

  it('watches the running scan instead', async () => {
    const world = await createWorld([]);
    world.fake.add('j9');
    world.fake.mode.startProblems = [{ status: 409, code: 'already_running', job_id: 'j9' }];
    await startIn(world);
    expect(await watchScan(createActions(world).context, 'j9')).toEqual({
      ok: true,
      value: { key: keyOf('j9') },
    });
    await settle();
    expect(await intentsIn(world)).toEqual([]);
    expect(await followedIn(world)).toMatchObject([{ jobId: 'j9', startedHere: false }]);
    expect((await world.view()).phase).toBe('live');
  });
});

describe('a worker killed at any write', () => {
  /** Runs `act` in worker instances that die after 1, 2, 3 … writes of local storage, until one survives. */
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
        expect(await intentsIn(world)).toEqual([]);
        expect(await followedIn(world)).toHaveLength(1);
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
        await cancelScan(context, sender, keyOf('j1'));
      },
      async (world) => {
        expect(world.fake.created()).toBe(1);
        expect(await intentsIn(world)).toEqual([]);
        const [job] = await followedIn(world);
        if (world.fake.cancelled.length > 0) {
          expect(job?.end?.status).toBe('cancelled');
          expect(job?.notify).toBe('none');
        }
      },
    );
    expect(deaths).toBeGreaterThan(3);
  });
});
