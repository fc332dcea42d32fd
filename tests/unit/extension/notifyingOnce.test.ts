import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { jobKeyOf } from '../../../lib/state/jobKey.ts';
import { notifiedKey } from '../../support/browser/notificationSpy.ts';
import { createNotifierWorld, end, pending } from './support/createNotifierWorld.ts';
import { followed, keyOf, server } from './support/messages.ts';

describe('telling once', () => {
  it('creates one for the scan, then marks it done', async () => {
    const { state, begin, scans, told } = createNotifierWorld();
    await state.followed.set([pending('j1'), followed('j3', { end: end('j3'), notify: 'done' })]);
    const { tell } = begin();
    await tell();
    await tell();
    expect(scans()).toEqual([keyOf('j1')]);
    expect(await told()).toEqual(['done', 'done']);
    expect(await state.notified.get()).toMatchObject([
      { keys: [keyOf('j1')], title: 'example.com: 83', settled: true, blocked: false },
    ]);
  });

  it('stays pending when the system refuses, and is told later', async () => {
    const { state, begin, notifications, scans, told } = createNotifierWorld();
    await state.followed.set([pending('j1')]);
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await expect(begin().tell()).rejects.toThrow('refused');
    expect(await told()).toEqual(['pending']);
    notifications.create = create;
    await begin().tell();
    expect(scans()).toEqual([keyOf('j1')]);
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('goes on with the others when the system refuses one of them', async () => {
    const { state, begin, notifications, scans, told } = createNotifierWorld();
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await state.followed.set([pending('j1')]);
    await expect(begin().tell()).rejects.toThrow('refused');
    // Three promised one after the other; only the one in the middle does not come through.
    await state.followed.update((jobs) => [...jobs, pending('j2')]);
    await expect(begin().tell()).rejects.toThrow('refused');
    notifications.create = (id, options) =>
      notifiedKey(id) === keyOf('j2') ? Promise.reject(new Error('refused')) : create(id, options);
    await state.followed.update((jobs) => [...jobs, pending('j3')]);
    await expect(begin().tell()).rejects.toThrow('refused');
    expect(scans()).toEqual([keyOf('j3'), keyOf('j1')]);
    expect(await told()).toEqual(['done', 'pending', 'done']);
    notifications.create = create;
    await begin().tell();
    expect(scans()).toEqual([keyOf('j3'), keyOf('j1'), keyOf('j2')]);
    expect(await told()).toEqual(['done', 'done', 'done']);
    expect((await state.notified.get()).every(({ settled }) => settled)).toBe(true);
  });

  it('writes nothing when all are refused: a write would ask for the next try at once', async () => {
    const { state, begin, notifications } = createNotifierWorld();
    await state.followed.set([pending('j1')]);
    notifications.create = () => Promise.reject(new Error('refused'));
    await expect(begin().tell()).rejects.toThrow('refused');
    let writes = 0;
    fakeBrowser.storage.onChanged.addListener(() => {
      writes += 1;
    });
    await expect(begin().tell()).rejects.toThrow('refused');
    expect(writes).toBe(0);
  });

  it('makes one however often effects are asked for at once, and keeps badge and alarm going', async () => {
    const { state, begin, texts, scans, alarm } = createNotifierWorld();
    await state.server.set(server);
    await state.followed.set([pending('j1')]);
    const { refresh } = begin();
    await Promise.all(Array.from({ length: 10 }, () => refresh()));
    expect(scans()).toEqual([keyOf('j1')]);
    expect(texts).toEqual(['✓']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps an alarm until the last end is told, so that a worker killed before it is woken', async () => {
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

  it('has no alarm and no badge for scans of a server we left', async () => {
    const { state, begin, texts, alarm } = createNotifierWorld();
    await state.followed.set([followed('j2', { key: jobKeyOf({ ...server, serverId: 'other' }, 'j2') })]);
    await state.server.set(server);
    await begin().refresh();
    expect(texts).toEqual(['']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps no alarm for an end that is not there: the scan began anew, then went from the server', async () => {
    const { state, begin, made, alarm } = createNotifierWorld();
    await state.server.set(server);
    await state.followed.set([followed('j1', { notify: 'pending', gone: 'deleted' })]);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(await alarm()).toBeUndefined();
  });

  it('tells a scan again that was taken off the list and watched once more, in the place of the first', async () => {
    const { state, begin, visible, scans, minutePasses } = createNotifierWorld();
    await state.followed.set([pending('j1'), pending('j2')]);
    await begin().tell();
    await state.followed.set([pending('j2')]);
    minutePasses();
    await begin().tell();
    const [both, first] = Object.keys(visible);
    await state.followed.set([pending('j2')]);
    minutePasses();
    await begin().tell();
    expect(scans()).toEqual([keyOf('j1'), keyOf('j2'), keyOf('j2')]);
    const [stays, second, ...others] = Object.keys(visible);
    expect(stays).toBe(both);
    expect(second).not.toBe(first);
    expect(others).toEqual([]);
  });
});

describe('a worker killed while it tells', () => {
  const never = () => new Promise<never>(() => {});

  /** Its worker dies in `create`: when the browser has shown it, or before. */
  async function killIn(
    telling: ReturnType<typeof createNotifierWorld>,
    when: 'shown' | 'asked',
  ): Promise<void> {
    const { notifications, begin, minutePasses } = telling;
    const { create } = notifications;
    notifications.create = async (...given) => {
      if (when === 'shown') await create(...given);
      return never();
    };
    void begin().tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    notifications.create = create;
    minutePasses();
  }

  it.each([1, 2])('finds what it had shown, of %i ends, and shows no second one', async (count) => {
    const telling = createNotifierWorld();
    const { state, begin, made, told } = telling;
    await state.followed.set(['j1', 'j2'].slice(0, count).map(pending));
    await killIn(telling, 'shown');
    expect(made).toHaveLength(1);
    await begin().tell();
    expect(made).toHaveLength(1);
    expect(await told()).toEqual(Array.from({ length: count }, () => 'done'));
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('shows no second one when what it had shown has left the screen meanwhile', async () => {
    const telling = createNotifierWorld();
    const { state, begin, notifications, made, leaves, told } = telling;
    await state.followed.set([pending('j1')]);
    await killIn(telling, 'shown');
    const next = begin();
    // Heard as late as it may be: in the moment in which the browser answers what is visible.
    const { getAll } = notifications;
    notifications.getAll = () => {
      leaves(next.notifier);
      return getAll();
    };
    await next.tell();
    expect(made).toHaveLength(1);
    expect(await told()).toEqual(['done']);
    expect(await state.notified.get()).toMatchObject([{ settled: true }]);
  });

  it('notes in quiet hours what it had shown before them, and does not show it when they are over', async () => {
    const telling = createNotifierWorld();
    const { state, begin, made, leaves, told, alarm, clock, choose } = telling;
    await state.server.set(server);
    await choose({ quiet: { from: '22:00', to: '07:00' } });
    await state.followed.set([pending('j1')]);
    await killIn(telling, 'shown');
    clock.now = new Date(2026, 10, 23, 22, 0);
    const quiet = begin();
    leaves(quiet.notifier);
    await quiet.refresh();
    expect(await told()).toEqual(['done']);
    expect(await alarm()).toBeUndefined();
    clock.now = new Date(2026, 10, 24, 7, 0);
    await begin().tell();
    expect(made).toHaveLength(1);
  });

  it.each(['stays', 'leaves'] as const)(
    'shows a new end of a scan it had only promised, though an earlier one %s',
    async (earlier) => {
      const telling = createNotifierWorld();
      const { state, begin, scans, leaves, minutePasses } = telling;
      await state.followed.set([pending('j1')]);
      await begin().tell();
      minutePasses();
      await state.followed.set([pending('j1')]);
      await killIn(telling, 'asked');
      const next = begin();
      if (earlier === 'leaves') leaves(next.notifier);
      await next.tell();
      expect(scans()).toEqual([keyOf('j1'), keyOf('j1')]);
    },
  );

  it('shows what it had only promised, and what ended since as its own', async () => {
    const telling = createNotifierWorld();
    const { state, begin, made, told } = telling;
    await state.followed.set([pending('j1'), pending('j2')]);
    await killIn(telling, 'asked');
    await state.followed.update((jobs) => [...jobs, pending('j3')]);
    await begin().tell();
    expect(made.map(({ options }) => options.title).sort()).toEqual([
      '2 scans have ended',
      'example.com: 83',
    ]);
    expect(await told()).toEqual(['done', 'done', 'done']);
  });
});
