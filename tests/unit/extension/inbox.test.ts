import { describe, expect, it } from 'vitest';
import { changeFollowed } from '../../../lib/state/followedJob.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import type { JobMessage } from '../../../protocol/src/index.ts';
import { notifiedKey } from '../../support/browser/notificationSpy.ts';
import { createWholeWorker } from './support/createWholeWorker.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { followed, keyOf, message } from './support/messages.ts';

const KEY = keyOf('j1');
const HIGHER = '0000000b';

const job = async (world: World) => (await world.stored.followed.get())[0];
const receive = (world: World, given: Partial<JobMessage>) =>
  world.connection().receive(KEY, { ...message({ job_id: 'j1' }), ...given }, 'pushed');

async function endedAndTold(): Promise<World> {
  const world = await createWorld();
  await receive(world, { seq: 5, status: 'completed' });
  expect(await job(world)).toMatchObject({ end: { seq: 5 }, notify: 'pending' });
  await world.stored.followed.update((jobs) =>
    changeFollowed(jobs, KEY, (current) => ({ ...current, notify: 'done' })),
  );
  return world;
}

describe('a second end', () => {
  it('is not notified again after the scan went on in a higher epoch', async () => {
    const world = await endedAndTold();
    expect(await receive(world, { seq: 3, epoch: HIGHER })).toBe('applied');
    expect(await job(world)).toMatchObject({ end: null, notify: 'done' });
    expect(await receive(world, { seq: 9, epoch: HIGHER, status: 'failed' })).toBe('applied');
    expect(await job(world)).toMatchObject({ end: { seq: 9, status: 'failed' }, notify: 'done' });
  });

  it('is not notified again if it is the only message of the higher epoch', async () => {
    const world = await endedAndTold();
    expect(await receive(world, { seq: 9, epoch: HIGHER, status: 'failed' })).toBe('applied');
    expect(await job(world)).toMatchObject({ end: { seq: 9, status: 'failed' }, notify: 'done' });
  });

  it('makes no second notification', async () => {
    const worker = await createWholeWorker(['j1']);
    await worker.wake();
    await worker.rest();
    worker.world.fake.change('j1', { status: 'completed' });
    await worker.rest();
    expect(worker.made.map(notifiedKey)).toEqual([KEY]);
    await receive(worker.world, { seq: 3, epoch: HIGHER });
    await receive(worker.world, { seq: 9, epoch: HIGHER, status: 'failed' });
    await worker.rest();
    expect(await job(worker.world)).toMatchObject({ end: { seq: 9 }, notify: 'done' });
    expect(worker.made.map(notifiedKey)).toEqual([KEY]);
  });
});

describe('a stored end beside live state that a killed worker left', () => {
  const end = message({ job_id: 'j1', seq: 5, status: 'completed', progress: 100 });

  async function killedBetween(): Promise<World> {
    const world = await createWorld();
    await world.stored.followed.set([followed('j1', { end, notify: 'done' })]);
    await world.stored.live.set({ [KEY]: message({ job_id: 'j1', seq: 3 }) });
    return world;
  }

  it.each([
    ['a repeat of the end', { seq: 5, status: 'completed' as const }, 'duplicate'],
    ['a message before the end', { seq: 4 }, 'after_end'],
    ['a message after the end', { seq: 6 }, 'after_end'],
  ])('wins: %s changes nothing', async (_name, given, outcome) => {
    const world = await killedBetween();
    const before = await job(world);
    expect(await receive(world, given)).toBe(outcome);
    expect(await job(world)).toEqual(before);
  });

  it('wins on every screen', async () => {
    const world = await killedBetween();
    const [row] = selectJobs({
      followed: await world.stored.followed.get(),
      live: await world.stored.live.get(),
      intents: [],
    });
    expect(row).toMatchObject({ kind: 'ended', message: { seq: 5, status: 'completed' } });
  });
});
