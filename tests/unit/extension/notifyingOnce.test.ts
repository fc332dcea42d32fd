import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { jobKeyOf } from '../../../lib/state/jobKey.ts';
import { notifiedKey } from '../../support/browser/notificationSpy.ts';
import { createNotifierWorld, end, pending } from './support/createNotifierWorld.ts';
import { followed, keyOf, server } from './support/messages.ts';

describe('a notification of an end', () => {
  it('is created once for the scan, which is then marked as done', async () => {
    const { state, begin, scans, notifyStates } = createNotifierWorld();
    await state.followed.set([pending('j1'), followed('j3', { end: end('j3'), notify: 'done' })]);
    const { notify } = begin();
    await notify();
    await notify();
    expect(scans()).toEqual([keyOf('j1')]);
    expect(await notifyStates()).toEqual(['done', 'done']);
    expect(await state.notified.get()).toMatchObject([
      { keys: [keyOf('j1')], title: 'example.com: 83', settled: true, blocked: false },
    ]);
  });

  it('stays pending when the system refuses it, and is shown later', async () => {
    const { state, begin, notifications, scans, notifyStates } = createNotifierWorld();
    await state.followed.set([pending('j1')]);
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await expect(begin().notify()).rejects.toThrow('refused');
    expect(await notifyStates()).toEqual(['pending']);
    notifications.create = create;
    await begin().notify();
    expect(scans()).toEqual([keyOf('j1')]);
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('is shown although the system refuses another one', async () => {
    const { state, begin, notifications, scans, notifyStates } = createNotifierWorld();
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await state.followed.set([pending('j1')]);
    await expect(begin().notify()).rejects.toThrow('refused');
    // Three entries are stored one after another. The system refuses only the one in the middle.
    await state.followed.update((jobs) => [...jobs, pending('j2')]);
    await expect(begin().notify()).rejects.toThrow('refused');
    notifications.create = (id, options) =>
      notifiedKey(id) === keyOf('j2') ? Promise.reject(new Error('refused')) : create(id, options);
    await state.followed.update((jobs) => [...jobs, pending('j3')]);
    await expect(begin().notify()).rejects.toThrow('refused');
    expect(scans()).toEqual([keyOf('j3'), keyOf('j1')]);
    expect(await notifyStates()).toEqual(['done', 'pending', 'done']);
    notifications.create = create;
    await begin().notify();
    expect(scans()).toEqual([keyOf('j3'), keyOf('j1'), keyOf('j2')]);
    expect(await notifyStates()).toEqual(['done', 'done', 'done']);
    expect((await state.notified.get()).every(({ settled }) => settled)).toBe(true);
  });

  it('writes nothing when all are refused: a write would cause the next try at once', async () => {
    const { state, begin, notifications } = createNotifierWorld();
    await state.followed.set([pending('j1')]);
    notifications.create = () => Promise.reject(new Error('refused'));
    await expect(begin().notify()).rejects.toThrow('refused');
    let writes = 0;
    fakeBrowser.storage.onChanged.addListener(() => {
      writes += 1;
    });
    await expect(begin().notify()).rejects.toThrow('refused');
    expect(writes).toBe(0);
  });

  it('is created once if effects are requested many times at once, and badge and alarm are set, too', async () => {
    const { state, begin, texts, scans, alarm } = createNotifierWorld();
    await state.server.set(server);
    await state.followed.set([pending('j1')]);
    const { refresh } = begin();
    await Promise.all(Array.from({ length: 10 }, () => refresh()));
    expect(scans()).toEqual([keyOf('j1')]);
    expect(texts).toEqual(['✓']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps an alarm until the last one is shown, so that it wakes a worker killed before', async () => {
    const { state, begin, notifications, made, alarm } = createNotifierWorld();
    await state.server.set(server);
    await state.followed.set([pending('j1')]);
    let alarmWhileNotifying: unknown;
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await begin().refresh();
    expect(await alarm()).toBeDefined();
    notifications.create = async (...given) => {
      alarmWhileNotifying = await alarm();
      return create(...given);
    };
    await begin().refresh();
    expect(alarmWhileNotifying).toBeDefined();
    expect(made).toHaveLength(1);
    expect(await alarm()).toBeUndefined();
  });

  it('is not waited for by alarm or badge for scans of a server we left', async () => {
    const { state, begin, texts, alarm } = createNotifierWorld();
    await state.followed.set([followed('j2', { key: jobKeyOf({ ...server, serverId: 'other' }, 'j2') })]);
    await state.server.set(server);
    await begin().refresh();
    expect(texts).toEqual(['']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps no alarm for a missing end: the scan ran again and was then removed from the server', async () => {
    const { state, begin, made, alarm } = createNotifierWorld();
    await state.server.set(server);
    await state.followed.set([followed('j1', { notify: 'pending', gone: 'deleted' })]);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(await alarm()).toBeUndefined();
  });

  it('is shown again for a scan that was taken off the list and watched again, and replaces the first', async () => {
    const { state, begin, visible, scans, minutePasses } = createNotifierWorld();
    await state.followed.set([pending('j1'), pending('j2')]);
    await begin().notify();
    await state.followed.set([pending('j2')]);
    minutePasses();
    await begin().notify();
    const [both, first] = Object.keys(visible);
    await state.followed.set([pending('j2')]);
    minutePasses();
    await begin().notify();
    expect(scans()).toEqual([keyOf('j1'), keyOf('j2'), keyOf('j2')]);
    const [stays, second, ...others] = Object.keys(visible);
    expect(stays).toBe(both);
    expect(second).not.toBe(first);
    expect(others).toEqual([]);
  });
});

describe('a worker killed while it notifies', () => {
  const never = () => new Promise<never>(() => {});

  /** Kills the worker in `create`: after the browser has shown the notification, or before. */
  async function killIn(
    world: ReturnType<typeof createNotifierWorld>,
    when: 'shown' | 'asked',
  ): Promise<void> {
    const { notifications, begin, minutePasses } = world;
    const { create } = notifications;
    notifications.create = async (...given) => {
      if (when === 'shown') await create(...given);
      return never();
    };
    void begin().notify();
    await new Promise((resolve) => setTimeout(resolve, 20));
    notifications.create = create;
    minutePasses();
  }

  it.each([1, 2])(
    'recognises the notification of %i ends that it had shown, and shows no second one',
    async (count) => {
      const world = createNotifierWorld();
      const { state, begin, made, notifyStates } = world;
      await state.followed.set(['j1', 'j2'].slice(0, count).map(pending));
      await killIn(world, 'shown');
      expect(made).toHaveLength(1);
      await begin().notify();
      expect(made).toHaveLength(1);
      expect(await notifyStates()).toEqual(Array.from({ length: count }, () => 'done'));
      expect(await state.notified.get()).toHaveLength(1);
    },
  );

  it('shows no second one when the first has left the screen meanwhile', async () => {
    const world = createNotifierWorld();
    const { state, begin, notifications, made, leaves, notifyStates } = world;
    await state.followed.set([pending('j1')]);
    await killIn(world, 'shown');
    const next = begin();
    // The latest possible moment for this event: while the browser answers which notifications are visible.
    const { getAll } = notifications;
    notifications.getAll = () => {
      leaves(next.notifier);
      return getAll();
    };
    await next.notify();
    expect(made).toHaveLength(1);
    expect(await notifyStates()).toEqual(['done']);
    expect(await state.notified.get()).toMatchObject([{ settled: true }]);
  });

  it('acknowledges in quiet hours what it had shown before them, and does not show it again after them', async () => {
    const world = createNotifierWorld();
    const { state, begin, made, leaves, notifyStates, alarm, clock, choose } = world;
    await state.server.set(server);
    await choose({ quiet: { from: '22:00', to: '07:00' } });
    await state.followed.set([pending('j1')]);
    await killIn(world, 'shown');
    clock.now = new Date(2026, 10, 23, 22, 0);
    const quiet = begin();
    leaves(quiet.notifier);
    await quiet.refresh();
    expect(await notifyStates()).toEqual(['done']);
    expect(await alarm()).toBeUndefined();
    clock.now = new Date(2026, 10, 24, 7, 0);
    await begin().notify();
    expect(made).toHaveLength(1);
  });

  it.each(['stays', 'leaves'] as const)(
    'shows a new end that it had only stored, though the notification of an earlier end %s',
    async (earlier) => {
      const world = createNotifierWorld();
      const { state, begin, scans, leaves, minutePasses } = world;
      await state.followed.set([pending('j1')]);
      await begin().notify();
      minutePasses();
      await state.followed.set([pending('j1')]);
      await killIn(world, 'asked');
      const next = begin();
      if (earlier === 'leaves') leaves(next.notifier);
      await next.notify();
      expect(scans()).toEqual([keyOf('j1'), keyOf('j1')]);
    },
  );

  it('shows what it had only stored, and later ends in a notification of their own', async () => {
    const world = createNotifierWorld();
    const { state, begin, made, notifyStates } = world;
    await state.followed.set([pending('j1'), pending('j2')]);
    await killIn(world, 'asked');
    await state.followed.update((jobs) => [...jobs, pending('j3')]);
    await begin().notify();
    expect(made.map(({ options }) => options.title).sort()).toEqual([
      '2 scans have ended',
      'example.com: 83',
    ]);
    expect(await notifyStates()).toEqual(['done', 'done', 'done']);
  });
});
