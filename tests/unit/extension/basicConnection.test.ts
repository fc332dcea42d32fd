import { describe, expect, it } from 'vitest';
import type { Inbox } from '../../../lib/connection/createInbox.ts';
import { createPoller } from '../../../lib/connection/createPoller.ts';
import { basicKey, basicServer, createBasicWorld, five } from './support/createBasicWorld.ts';
import { settle } from './support/fakeTime.ts';

const STATUS = 'GET /api/jobs/j1/status';

describe('the rooms of a basic server', () => {
  it('are joined by the bare id, and REST gives the state at once', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    expect(world.sockets[0]?.joins).toEqual([{ job_id: 'j1' }]);
    expect(world.lines()).toContain(STATUS);
    expect(await world.live()).toMatchObject({ progress: 10, status: 'running' });
  });

  it('lose nothing that is sent while the snapshot is on its way, or before the room was entered', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    let answer = () => {};
    world.rest.release = new Promise((resolve) => {
      answer = resolve;
    });
    await world.ensure();
    await world.send(five(12));
    expect(await world.live()).toMatchObject({ progress: 12 });
    answer();
    await settle();
    expect(await world.live()).toMatchObject({ progress: 12 });
    // Sent between the answer of REST and the entry into the room, so nobody gets it.
    world.jobs.set('j1', five(30));
    await world.time.advance(5000);
    expect(await world.live()).toMatchObject({ progress: 30 });
  });

  it('are asked by REST after each reconnect', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    world.jobs.set('j1', five(40));
    world.sockets[0]?.events.lost('transport close');
    await world.time.advance(2000);
    expect(world.sockets).toHaveLength(2);
    expect(await world.live()).toMatchObject({ progress: 40 });
  });

  it('know a scan by its id in upper and lower case', async () => {
    const id = '3f2a6c1e-8f0b-4f6e-9a57-0d3c5b1e7a90';
    const world = await createBasicWorld({ jobIds: [id] });
    world.jobs.set(id, five(10, { job_id: id.toUpperCase() }));
    await world.ensure();
    expect(await world.live(id)).toMatchObject({ job_id: id, progress: 10 });
    await world.time.advance(6000);
    await world.send(five(20, { job_id: id.toUpperCase() }));
    expect(await world.live(id)).toMatchObject({ job_id: id, progress: 20 });
  });

  it('keep what the socket said last, and drop what is the same', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    await world.time.advance(6000);
    await world.send(five(20, { progress: 50 }));
    await world.send(five(20, { progress: 50 }));
    expect(world.connection.counters().duplicate).toBeGreaterThanOrEqual(1);
    // Its clock was set back, for instance at the end of summer time.
    await world.send(five(15, { progress: 60 }));
    expect(await world.live()).toMatchObject({ progress: 60 });
    await world.send(five(16, { progress: 40 }));
    expect(await world.live()).toMatchObject({ progress: 40 });
    expect(world.connection.counters()).toMatchObject({ invalid: 0, stale_epoch: 0 });
  });

  it('drop and count a message without id or progress', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    const { job_id: _, ...nameless } = five(20);
    for (const bad of [nameless, null, 'x', { job_id: 'j1', progress: null }]) await world.send(bad);
    expect(world.connection.counters().invalid).toBe(4);
    await world.send({ ...five(20), job_id: 'not_ours' });
    expect(world.connection.counters().invalid).toBe(4);
    expect(await world.live()).toMatchObject({ progress: 10 });
  });

  it('end with any word for it, once', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    await world.send(five(50, { progress: 100, status: 'done' }), 'job_completed');
    await world.send(five(51, { status: 'processing' }));
    expect(await world.row()).toMatchObject({ end: { status: 'completed' }, notify: 'pending' });
    expect((await world.state.connection.get()).phase).toBe('idle');
  });

  it('are asked by the alarm while live, since what was not sent leaves no gap', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    await world.time.advance(6000);
    world.jobs.set('j1', five(59, { status: 'failure' }));
    await world.connection.onAlarm();
    await settle();
    expect(await world.row()).toMatchObject({ end: { status: 'failed' } });
  });
});

describe('REST of a basic server', () => {
  it('that fails while updates arrive is shown, and so is its recovery', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    const down = () => new Response('', { status: 503 });
    world.jobs.delete('j1');
    world.routes[STATUS] = down;
    await world.connection.onAlarm();
    await settle();
    const unsure = { phase: 'live', reachable: false, reason: 'unavailable' };
    expect(await world.state.connection.get()).toMatchObject(unsure);
    await world.send(five(20));
    expect(await world.live()).toMatchObject({ progress: 20 });
    world.jobs.set('j1', five(30));
    await world.connection.onAlarm();
    await settle();
    expect(await world.state.connection.get()).toMatchObject({
      phase: 'live',
      reachable: true,
      reason: null,
    });
  });

  it('that has another program’s configuration is there, where it was connected with it', async () => {
    for (const answers of ['bad_answer', undefined]) {
      const world = await createBasicWorld({ jobIds: [] });
      world.routes['GET /api/config'] = () => world.json({ theme: 'dark' });
      const named = { ...basicServer, ...(answers ? { answers } : {}) };
      const poller = createPoller({
        api: world.apiAt(),
        inbox: {} as Inbox,
        server: named,
        now: world.time.now,
      });
      expect(await poller.poll([], 'polled')).toEqual(answers ? null : { code: 'bad_answer' });
    }
  });

  it('is asked about one scan at a time, and an unknown scan counts as removed', async () => {
    const world = await createBasicWorld({ jobIds: ['j1', 'j2'] });
    world.jobs.set('j2', five(10, { job_id: 'j2' }));
    await world.ensure();
    expect(world.lines().filter((line) => line.includes('/api/jobs/status'))).toEqual([]);
    // The server may know a new scan only a moment later.
    expect(await world.row('j1')).toMatchObject({ gone: null });
    await world.time.advance(6000);
    expect(await world.row('j1')).toMatchObject({ gone: 'not_found' });
    expect(await world.live('j2')).toMatchObject({ progress: 10 });
  });

  it('is believed about a scan, but not what a proxy says in its place', async () => {
    const world = await createBasicWorld();
    world.routes[STATUS] = () => new Response('<h1>404</h1>', { status: 404 });
    await world.ensure();
    expect(await world.row()).toMatchObject({ gone: null });
    expect((await world.apiAt().status('j1')).ok).toBe(false);
  });

  it('that answers anything but an object has not answered', async () => {
    const world = await createBasicWorld({ jobIds: [] });
    for (const body of ['Log in', 7, true, null]) {
      world.routes[STATUS] = () => world.json(body);
      expect(await world.apiAt().status('j1')).toMatchObject({ error: { code: 'bad_answer' } });
    }
    expect(world.counted.answers).toBe(0);
  });

  it('that lost its route for a time says nothing about the scans', async () => {
    const world = await createBasicWorld();
    world.routes[STATUS] = () => world.json({ detail: 'Not Found' }, 404);
    await world.ensure();
    expect(await world.row()).toMatchObject({ gone: null });
    expect(await world.apiAt().status('j1')).toMatchObject({ error: { code: 'no_such_route' } });
    world.routes[STATUS] = () => world.json({ detail: 'No job of this id' }, 404);
    await world.connection.reconnect();
    await settle();
    await world.time.advance(6000);
    expect(await world.row()).toMatchObject({ gone: 'not_found' });
  });

  it('counts as reachable without a configuration; the request for a token is shown', async () => {
    const world = await createBasicWorld();
    expect((await world.apiAt().config()).ok).toBe(true);
    for (const status of [401, 403]) {
      world.routes[STATUS] = () => world.json({ detail: 'Not authenticated' }, status);
      expect(await world.apiAt().status('j1')).toMatchObject({ error: { code: 'unauthorized' } });
    }
    await world.ensure();
    await world.time.advance(5000);
    expect((await world.state.connection.get()).phase).toBe('unauthorized');
    // Perhaps it was a proxy: the slow alarm asks again.
    await world.connection.onAlarm();
    await settle();
    expect((await world.state.connection.get()).phase).toBe('unauthorized');
    world.jobs.set('j1', five(10));
    await world.connection.onAlarm();
    await settle();
    expect((await world.state.connection.get()).phase).toBe('live');
    expect(await world.live()).toMatchObject({ progress: 10 });
  });

  it('behind a proxy that wants a log-in is asked again and again, and the proxy is named', async () => {
    const world = await createBasicWorld();
    const connect = () => world.sockets.at(-1)?.events;
    for (const answer of [
      () => new Response('<h1>401</h1>', { status: 401 }),
      () => new Response('', { status: 302, headers: { location: '/login' } }),
    ]) {
      world.jobs.delete('j1');
      world.routes[STATUS] = answer;
      world.routes[`${STATUS}/`] = answer;
      await world.ensure();
      await world.connection.onAlarm();
      await settle();
      connect()?.lost('transport close');
      await settle();
      expect((await world.state.connection.get()).phase).not.toBe('unauthorized');
      expect(await world.apiAt().status('j1')).toMatchObject({
        error: { code: answer().status === 401 ? 'forbidden' : 'redirected' },
      });
    }
  });
});

describe('a job that is not found', () => {
  it('may be known a moment later, however often it is asked for in that moment', async () => {
    const world = await createBasicWorld();
    await world.ensure();
    for (let times = 0; times < 3; times += 1) {
      await world.connection.onScreen();
      await settle();
    }
    expect(await world.row()).toMatchObject({ gone: null });
    world.jobs.set('j1', five(10));
    await world.time.advance(6000);
    expect(await world.live()).toMatchObject({ progress: 10 });
  });

  it('counts as removed at once if it was known before', async () => {
    const world = await createBasicWorld();
    world.jobs.set('j1', five(10));
    await world.ensure();
    world.jobs.delete('j1');
    await world.connection.onAlarm();
    await settle();
    expect(await world.row()).toMatchObject({ gone: 'not_found' });
  });
});

describe('one scan of several', () => {
  it.each([
    ['breaks', () => new Response('', { status: 500 })],
    ['is somebody else’s', () => Response.json({ detail: 'Not yours' }, { status: 403 })],
    ['is null', () => Response.json(null)],
  ])('that %s keeps no other from being asked', async (_, answer) => {
    const world = await createBasicWorld({ jobIds: ['j1', 'j2'], token: 'abc' });
    world.routes[STATUS] = answer;
    world.jobs.set('j2', five(10, { job_id: 'j2' }));
    await world.ensure();
    world.jobs.set('j2', five(50, { job_id: 'j2', status: 'done' }));
    await world.connection.onAlarm();
    await settle();
    expect(await world.row('j2')).toMatchObject({ end: { status: 'completed' } });
  });

  it('that asks to wait is obeyed', async () => {
    const world = await createBasicWorld({ jobIds: ['j1', 'j2'] });
    world.routes[STATUS] = () => new Response('', { status: 503, headers: { 'retry-after': '300' } });
    world.jobs.set('j2', five(10, { job_id: 'j2' }));
    await world.ensure();
    await world.connection.onAlarm();
    await settle();
    const asked = world.lines().filter((line) => line === STATUS).length;
    for (let alarm = 0; alarm < 5; alarm += 1) {
      await world.time.advance(30_000);
      await world.connection.onAlarm();
      await settle();
    }
    expect(world.lines().filter((line) => line === STATUS)).toHaveLength(asked);
  });
});

describe('the token', () => {
  it('is sent where there is one, by both ways', async () => {
    const world = await createBasicWorld({ token: 'abc' });
    world.jobs.set('j1', five(1));
    await world.ensure();
    expect(world.sockets[0]?.auth).toEqual({ token: 'abc' });
    expect(world.requests.map(({ authorization }) => authorization)).toEqual(['Bearer abc']);
    expect(JSON.stringify(await world.state.log.get())).not.toContain('abc');
  });

  it('missing, the handshake has no `auth`: a handler that takes none would fail', async () => {
    const world = await createBasicWorld();
    await world.ensure();
    expect(world.sockets[0]?.auth).toEqual({});
    expect(world.requests[0]?.authorization).toBeNull();
  });
});

it('keys of two basic servers differ, and contain no separator', () => {
  expect(basicKey('j1').split('|')).toHaveLength(3);
});
