import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../lib/state/connectionView.ts';
import type { StorageArea } from '../../../lib/state/createStoredItem.ts';
import { createWholeWorker } from './support/createWholeWorker.ts';
import { createWorld } from './support/createWorld.ts';

/** The first write of that key, or of such a value, is refused, as by a disk that is full for a moment. */
function refuseOnce(
  stored: { area: StorageArea },
  key: string,
  isMeant: (value: ConnectionView) => boolean = () => true,
): { count: number } {
  const refused = { count: 0 };
  const { set } = stored.area;
  stored.area.set = async (items) => {
    if (key in items && isMeant(items[key] as ConnectionView) && refused.count === 0) {
      refused.count += 1;
      throw new Error('QuotaExceededError');
    }
    return set(items);
  };
  return refused;
}

describe('a write that is refused once', () => {
  it('of an end, after which no message comes: it is asked for at the next alarm, and notified', async () => {
    const worker = await createWholeWorker(['j1']);
    await worker.wake();
    await worker.rest();
    const { world } = worker;
    const refused = refuseOnce(world.local, 'followed');
    world.fake.change('j1', { status: 'completed', progress: 100 });
    await worker.rest();
    expect(refused.count).toBe(1);
    expect(await world.stored.followed.get()).toMatchObject([{ end: null }]);
    expect(await world.view()).toMatchObject({ phase: 'live', storageRefused: true });
    // Not even when the first question for it fails.
    world.fake.mode.rest = 'down';
    await world.time.advance(30_000);
    await worker.alarm();
    await worker.rest();
    expect(await world.view()).toMatchObject({ phase: 'live', reachable: false });
    world.fake.mode.rest = 'ok';
    await world.time.advance(30_000);
    await worker.alarm();
    await worker.rest();
    expect(await world.stored.followed.get()).toMatchObject([{ end: { status: 'completed' } }]);
    expect((await world.view()).storageRefused).toBeUndefined();
    expect(worker.made).toHaveLength(1);
  });

  it('of what is shown: it goes on all the same, and shows it with the next change', async () => {
    const world = await createWorld(['j1']);
    const refused = refuseOnce(world.session, 'connection', ({ phase }) => phase === 'live');
    await world.ensure();
    expect(refused.count).toBe(1);
    expect(world.reachable()).toBe(1);
    expect(world.fake.newest()?.rooms).toContain('j1');
    expect((await world.view()).phase).toBe('live');
  });

  it('of the view while a token is refused: the next alarm shows it', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    const refused = refuseOnce(world.session, 'connection', ({ phase }) => phase === 'unauthorized');
    world.fake.revokeTokens();
    await world.time.advance(60_000);
    expect(refused.count).toBe(1);
    expect((await world.view()).phase).not.toBe('unauthorized');
    await world.alarm();
    expect((await world.view()).phase).toBe('unauthorized');
  });

  it('of the live state that an end removes: the server is left all the same', async () => {
    const world = await createWorld(['j1']);
    await world.ensure();
    world.fake.change('j1', { progress: 50 });
    await world.time.advance(100);
    const refused = refuseOnce(world.session, 'live');
    world.fake.change('j1', { status: 'completed', progress: 100 });
    await world.time.advance(100);
    expect(refused.count).toBe(1);
    expect(await world.stored.followed.get()).toMatchObject([{ end: { status: 'completed' } }]);
    expect((await world.view()).phase).toBe('idle');
  });

  it('as the socket connects: the next try has its rooms', async () => {
    const world = await createWorld(['j1']);
    world.fake.mode.socket = 'refuse';
    world.fake.mode.rest = 'down';
    await world.ensure();
    await world.time.advance(6000);
    const refused = refuseOnce(world.local, 'outage');
    world.fake.mode.socket = 'ok';
    world.fake.mode.rest = 'ok';
    for (let alarm = 0; alarm < 3; alarm += 1) {
      await world.time.advance(30_000);
      await world.alarm();
    }
    expect(refused.count).toBe(1);
    expect((await world.view()).phase).toBe('live');
    expect(world.fake.openSockets().map(({ joins }) => joins.length)).toEqual([1]);
  });
});
