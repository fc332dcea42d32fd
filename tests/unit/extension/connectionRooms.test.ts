import { describe, expect, it } from 'vitest';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf, message } from './support/messages.ts';

const KEY = keyOf('j1');

async function becomeLive(world: World): Promise<void> {
  await world.ensure();
  expect((await world.view()).phase).toBe('live');
}

describe('joining', () => {
  it('holds messages while the join is pending, and applies them after the snapshot', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'later';
    await world.ensure();
    world.fake.change('j1', { progress: 50 });
    await settle();
    expect((await world.state().live.get())[KEY]).toBeUndefined();
    world.fake.newest()?.laterAcks[0]?.();
    await settle();
    expect((await world.state().live.get())[KEY]).toMatchObject({ seq: 2, progress: 50 });
  });

  it('asks at each alarm where no ack says that it is in the room', async () => {
    const world = await createWorld(['j1']);
    world.fake.mode.ack = 'silent';
    await world.ensure();
    await world.time.advance(6000);
    // Not sent: nobody is in the room.
    const job = world.fake.jobs.get('j1');
    if (job) world.fake.jobs.set('j1', { ...job, seq: job.seq + 1, status: 'completed', progress: 100 });
    await world.time.advance(30_000);
    await world.alarm();
    expect(await world.stored.followed.get()).toMatchObject([{ end: { status: 'completed' } }]);
  });

  it('takes a REST snapshot from a server that gives no ack', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    await world.ensure();
    await world.time.advance(5000);
    expect(world.fake.requests).toContain('GET /api/jobs/j1/status');
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
    world.fake.change('j1', { progress: 60 });
    await settle();
    expect((await world.state().live.get())[KEY]?.progress).toBe(60);
  });

  it('asks for the snapshot until it comes, where neither ack nor REST gave one', async () => {
    const world = await createWorld();
    world.fake.mode.ack = 'silent';
    world.fake.mode.rest = { status: 503 };
    await world.ensure();
    await world.time.advance(6000);
    expect(await world.state().live.get()).toEqual({});
    world.fake.mode.rest = 'ok';
    await world.time.advance(10_000);
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
  });

  it('marks a job that the server does not have as removed, and follows it no more', async () => {
    const world = await createWorld();
    world.fake.jobs.delete('j1');
    await world.ensure();
    expect((await world.state().followed.get())[0]?.gone).toBe('not_found');
    expect((await world.view()).phase).toBe('idle');
  });

  it('stops following a job that is deleted during its scan', async () => {
    const world = await createWorld();
    await becomeLive(world);
    world.fake
      .newest()
      ?.events.message('job_error', { job_id: 'j1', error: { code: 'deleted', message: '' } });
    await settle();
    expect((await world.state().followed.get())[0]?.gone).toBe('deleted');
    expect(await world.state().live.get()).toEqual({});
    expect((await world.view()).phase).toBe('idle');
  });

  it('asks by REST and joins again when there are too many rooms', async () => {
    const world = await createWorld();
    world.fake.mode.ack = { code: 'too_many_rooms' };
    await world.ensure();
    expect((await world.state().live.get())[KEY]?.seq).toBe(1);
    world.fake.mode.ack = 'ok';
    await world.time.advance(5000);
    expect(world.fake.newest()?.joins).toHaveLength(2);
  });

  it('drops a message of another shape and goes on', async () => {
    const world = await createWorld();
    await becomeLive(world);
    for (const bad of [null, 7, 'x', {}, { job_id: 'j1' }, { job_id: 'j1', progress: 'many' }]) {
      world.fake.newest()?.events.message('job_progress', bad);
    }
    world.fake.change('j1', { progress: 70 });
    await settle();
    expect((await world.state().live.get())[KEY]?.progress).toBe(70);
    expect(world.connection().counters().invalid).toBe(2);
  });
});

describe('the log', () => {
  const gaps = async (world: World) =>
    (await world.state().log.get()).filter(({ state }) => state === 'gap').map(({ detail }) => detail);

  it('reports messages that the socket skipped', async () => {
    const world = await createWorld();
    await world.ensure();
    world.fake.change('j1', { progress: 20, seq: 9 });
    world.fake.sockets[0]?.events.message('job_progress', message({ job_id: 'j1', progress: 30, seq: 9 }));
    await settle();
    expect(await gaps(world)).toEqual(['j1: 6 not seen']);
  });

  it('is not filled with the messages that lie between two answers of REST', async () => {
    const world = await createWorld();
    await world.state().settings.update((settings) => ({
      ...settings,
      config: { ...settings.config, enableWebSocket: false },
    }));
    await world.ensure();
    for (let round = 0; round < 3; round += 1) {
      for (let step = 0; step < 4; step += 1) world.fake.change('j1', { progress: 20 + round });
      await world.time.advance(5000);
    }
    expect((await world.state().live.get())[keyOf('j1')]?.progress).toBe(22);
    expect(await gaps(world)).toEqual([]);
  });
});
