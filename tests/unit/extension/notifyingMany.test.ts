import { describe, expect, it } from 'vitest';
import { changeFollowed } from '../../../lib/state/followedJob.ts';
import { createNotifierWorld, end, pending } from './support/createNotifierWorld.ts';
import { followed, keyOf, server } from './support/messages.ts';

describe('many ends at once', () => {
  it('become one notification that names them', async () => {
    const { state, begin, made, notifyStates } = createNotifierWorld();
    await state.followed.set(['j1', 'j2', 'j3', 'j4', 'j5', 'j6', 'j7'].map(pending));
    await begin().notify();
    expect(made).toHaveLength(1);
    expect(made[0]?.options.title).toBe('7 scans have ended');
    expect(made[0]?.options.message.split('\n')).toEqual([
      ...Array.from({ length: 5 }, () => 'example.com: 83'),
      'and 2 more',
    ]);
    expect(made[0]?.options.buttons).toBeUndefined();
    expect(await notifyStates()).toEqual(Array.from({ length: 7 }, () => 'done'));
  });

  it('are waited for a moment while other scans run', async () => {
    const { state, begin, made, notifyStates, alarm, momentPasses } = createNotifierWorld();
    await state.server.set(server);
    await state.followed.set([pending('j1'), followed('j2'), followed('j3')]);
    const { refresh } = begin();
    await refresh();
    expect(made).toEqual([]);
    expect(await alarm()).toMatchObject({ periodInMinutes: 0.5 });
    await state.followed.update((jobs) =>
      changeFollowed(jobs, keyOf('j2'), (job) => ({ ...job, end: end('j2'), notify: 'pending' })),
    );
    await refresh();
    expect(made).toEqual([]);
    await momentPasses();
    expect(made).toHaveLength(1);
    expect(made[0]?.options.title).toBe('2 scans have ended');
    expect(await notifyStates()).toEqual(['done', 'done', 'none']);
  });

  it('are not waited for twice: the next worker instance notifies at once', async () => {
    const { state, begin, later, scans, momentPasses } = createNotifierWorld();
    await state.followed.set([pending('j1'), followed('j2')]);
    await begin().notify();
    later.splice(0);
    const next = begin();
    await next.notify();
    await momentPasses();
    expect(scans()).toEqual([keyOf('j1')]);
  });
});
