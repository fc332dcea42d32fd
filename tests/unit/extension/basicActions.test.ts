import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { dismiss } from '../../../lib/actions/dismiss.ts';
import { followScan } from '../../../lib/actions/followScan.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { createBasicActions } from './support/createBasicActions.ts';
import { type BasicWorld, basicKey, createBasicWorld, five } from './support/createBasicWorld.ts';
import { settle } from './support/fakeTime.ts';
import { followed, server } from './support/messages.ts';

const URL_TO_SCAN = 'https://example.com/';
const start = { url: URL_TO_SCAN, mode: 'site', options: {} } as const;

const startIn = async (world: BasicWorld) => {
  const { context, sender } = createBasicActions(world);
  await startScan(context, sender, start);
  await settle();
  const [intent] = await world.state.intents.get();
  return intent?.problem ?? null;
};

describe('following by id', () => {
  it.each(['j9', 'http://127.0.0.1:8002/jobs/j9'])('takes %s', async (text) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.jobs.set('j9', five(33, { job_id: 'j9' }));
    const answer = await followScan(createBasicActions(world).context, text);
    await settle();
    expect(answer).toEqual({ ok: true, value: { key: basicKey('j9') } });
    expect(await world.live('j9')).toMatchObject({ progress: 33 });
    expect(world.sockets[0]?.joins).toEqual([{ job_id: 'j9' }]);
  });

  it.each([
    ['two words', 'no_id'],
    ['nobody', 'unknown_id'],
    ['odd', 'bad_answer'],
    ['other', 'bad_answer'],
    ['html', 'bad_answer'],
  ])('of %s says %s, and follows nothing', async (text, code) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.jobs.set('odd', { hello: 'world' });
    world.jobs.set('other', five(1, { job_id: 'another' }));
    world.routes['GET /api/jobs/html/status'] = () => new Response('<title>Log in</title>');
    expect(await followScan(createBasicActions(world).context, text)).toMatchObject({ error: { code } });
    expect(await world.state.followed.get()).toEqual([]);
  });

  it('twice is one row', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(3));
    for (const _ of [1, 2]) await followScan(createBasicActions(world).context, 'j1');
    expect(await world.state.followed.get()).toHaveLength(1);
  });
});

describe('stopping to follow', () => {
  it('leaves the room of a scan that runs, hears no more of it, and asks nobody to cancel', async () => {
    const world = await createBasicWorld({ jobIds: ['j1', 'j2'] });
    for (const job_id of ['j1', 'j2']) world.jobs.set(job_id, five(10, { job_id }));
    await world.ensure();
    const { context } = createBasicActions(world);
    expect(await dismiss(context, basicKey('j1'))).toEqual({ ok: true, value: null });
    await world.ensure();
    await world.send(five(20));
    await world.send(five(21, { job_id: 'j2' }));
    expect(world.sockets.at(-1)?.leaves).toEqual(['j1']);
    expect((await world.state.followed.get()).map(({ jobId }) => jobId)).toEqual(['j2']);
    expect(await world.live('j1')).toBeUndefined();
    expect(await world.live('j2')).toMatchObject({ progress: 21 });
    expect(world.lines().filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it.each([
    ['of ours, which can be cancelled', {}, {}, 1],
    ['of a paired server that has said that it cannot cancel', {}, { cancels: false }, 0],
    ['without a report', { reportless: true }, {}, 0],
  ] as const)('of a scan %s', async (_which, row, says, left) => {
    const world = await createBasicWorld({ jobIds: [] });
    await world.state.server.set({ ...server, ...says });
    await world.state.followed.set([followed('j1', row)]);
    const answer = await dismiss(createBasicActions(world).context, followed('j1').key);
    expect(answer).toMatchObject(left ? { error: { code: 'wrong_state' } } : { ok: true });
    expect(await world.state.followed.get()).toHaveLength(left);
  });
});

describe('starting', () => {
  it.each([
    [{ job_id: 'new' }, 200],
    [{ id: 'new', status: 'queued' }, 201],
    [{ job: { job_id: 'new' } }, 202],
    [{ job: { id: 'new' } }, 200],
  ])('understands %j', async (body, status) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.routes['POST /api/jobs'] = () => world.json(body, status);
    world.jobs.set('new', five(1, { job_id: 'new' }));
    expect(await startIn(world)).toBeNull();
    expect(world.requests.find(({ line }) => line === 'POST /api/jobs')?.body).toEqual({ url: URL_TO_SCAN });
    expect(await world.row('new')).toMatchObject({ url: URL_TO_SCAN, startedHere: true });
    expect(await world.live('new')).toMatchObject({ progress: 1 });
  });

  it.each([404, 405])('where there is no such route (%i) is known from then on', async (status) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.routes['POST /api/jobs'] = () => world.json({ detail: 'Not Found' }, status);
    expect(await startIn(world)).toEqual({ code: 'cannot_start', final: true });
    expect(await world.state.server.get()).toMatchObject({ starts: false });
  });

  it.each([
    ['a page', () => new Response('<h1>404</h1>', { status: 404 })],
    ['JSON of its own', () => Response.json({ message: 'no Route matched' }, { status: 404 })],
  ])('says a 404 in %s, which may be a proxy’s, and offers to start all the same', async (_, answer) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.routes['POST /api/jobs'] = answer;
    expect(await startIn(world)).toEqual({ code: 'no_such_route', final: true });
    expect((await world.state.server.get())?.starts).toBeUndefined();
  });

  it.each([
    [
      'a token that it does not take',
      'abc',
      () => Response.json({ detail: 'Unauthorized' }, { status: 401 }),
      'unauthorized',
    ],
    ['no token', '', () => Response.json({ detail: 'Not authenticated' }, { status: 403 }), 'unauthorized'],
    [
      'a person who may not',
      'abc',
      () => Response.json({ detail: 'Forbidden' }, { status: 403 }),
      'not_allowed',
    ],
    ['a page', 'abc', () => new Response('<h1>Forbidden</h1>', { status: 403 }), 'forbidden'],
  ])('refused because of %s is said, and not sent again by itself', async (_, token, answer, code) => {
    const world = await createBasicWorld({ jobIds: [], token });
    world.routes['POST /api/jobs'] = answer;
    const { context, sender } = createBasicActions(world);
    await startScan(context, sender, start);
    await settle();
    await sender.sendIntents();
    expect(await world.state.intents.get()).toMatchObject([{ problem: { code, final: true } }]);
    expect(world.lines().filter((line) => line === 'POST /api/jobs')).toHaveLength(1);
  });

  it.each([
    ['that nobody can name', () => Response.json({ queued: true }, { status: 202 }), 'no_job_id'],
    ['without a word', () => new Response(null, { status: 201 }), 'no_job_id'],
    ['that broke in the middle', () => new Response('', { status: 500 }), 'maybe_started'],
    ['whose proxy lost patience', () => new Response('', { status: 504 }), 'maybe_started'],
  ])('%s is not sent again', async (_, answer, code) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.routes['POST /api/jobs'] = answer;
    expect(await startIn(world)).toEqual({ code, final: true });
  });

  it.each([
    ['a log-in page', () => new Response(' <!doctype html>'), 'bad_answer'],
    ['a server that is not up', () => new Response('', { status: 502 }), 'unavailable'],
    ['one that is full', () => new Response('', { status: 503 }), 'unavailable'],
  ])('is kept by %s, where it was surely not begun', async (_, answer, code) => {
    const world = await createBasicWorld({ jobIds: [] });
    world.routes['POST /api/jobs'] = answer;
    expect(await startIn(world)).toEqual({ code, final: false });
  });
});

describe('cancelling', () => {
  it('asks for the state afterwards, and a scan cancelled here causes no notification', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    world.routes['POST /api/jobs/j1/cancel'] = () => {
      world.jobs.set('j1', five(11, { status: 'aborted' }));
      return new Response(null, { status: 204 });
    };
    const { context, sender } = createBasicActions(world);
    expect((await cancelScan(context, sender, basicKey('j1'))).ok).toBe(true);
    expect(await world.row()).toMatchObject({ end: { status: 'cancelled' }, notify: 'none' });
  });

  it('is not done by a log-in page: it stays wanted, and nobody has answered', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    world.routes['POST /api/jobs/j1/cancel'] = () => new Response('<title>Log in</title>', { headers });
    const before = world.counted.answers;
    const { context, sender } = createBasicActions(world);
    await cancelScan(context, sender, basicKey('j1'));
    expect(await world.state.intents.get()).toMatchObject([{ kind: 'cancel', jobId: 'j1' }]);
    expect(world.counted.answers).toBe(before);
  });

  it.each([404, 405])('says when the server cannot (%i), and the scan goes on', async (status) => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    world.routes['POST /api/jobs/j1/cancel'] = () => world.json({ detail: 'Not Found' }, status);
    const { context, sender } = createBasicActions(world);
    expect(await cancelScan(context, sender, basicKey('j1'))).toMatchObject({
      error: { code: 'cannot_cancel' },
    });
    expect(await world.state.intents.get()).toEqual([]);
    expect(await world.row()).toMatchObject({ end: null, gone: null, cancelledHere: false });
    // No screen offers it any more.
    expect(await world.state.server.get()).toMatchObject({ cancels: false });
  });
});
