import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createTelling, end, keyOf, pending } from './support/createTelling.ts';
import { followed, server } from './support/messages.ts';

describe('telling once', () => {
  it('creates one under the key of the job, then marks it done', async () => {
    const { state, begin, ids, told } = createTelling();
    await state.followed.set([pending('j1'), followed('j3', { end: end('j3'), notify: 'done' })]);
    const { tell } = begin();
    await tell();
    await tell();
    expect(ids()).toEqual([keyOf('j1')]);
    expect(await told()).toEqual(['done', 'done']);
    expect(await state.notified.get()).toMatchObject([
      { id: keyOf('j1'), keys: [keyOf('j1')], title: 'example.com: 83', settled: true, blocked: false },
    ]);
  });

  it('stays pending when the system refuses, and is told later', async () => {
    const { state, begin, notifications, ids, told } = createTelling();
    await state.followed.set([pending('j1')]);
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await expect(begin().tell()).rejects.toThrow('refused');
    expect(await told()).toEqual(['pending']);
    notifications.create = create;
    await begin().tell();
    expect(ids()).toEqual([keyOf('j1')]);
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('goes on with the others when the system refuses one of them', async () => {
    const { state, begin, notifications, ids, told } = createTelling();
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await state.followed.set([pending('j1')]);
    await expect(begin().tell()).rejects.toThrow('refused');
    // Three promised one after the other; only the one in the middle does not come through.
    await state.followed.update((jobs) => [...jobs, pending('j2')]);
    await expect(begin().tell()).rejects.toThrow('refused');
    notifications.create = (id, options) =>
      id === keyOf('j2') ? Promise.reject(new Error('refused')) : create(id, options);
    await state.followed.update((jobs) => [...jobs, pending('j3')]);
    await expect(begin().tell()).rejects.toThrow('refused');
    expect(ids()).toEqual([keyOf('j3'), keyOf('j1')]);
    expect(await told()).toEqual(['done', 'pending', 'done']);
    notifications.create = create;
    await begin().tell();
    expect(ids()).toEqual([keyOf('j3'), keyOf('j1'), keyOf('j2')]);
    expect(await told()).toEqual(['done', 'done', 'done']);
    expect((await state.notified.get()).every(({ settled }) => settled)).toBe(true);
  });

  it('writes nothing when all are refused: a write would ask for the next try at once', async () => {
    const { state, begin, notifications } = createTelling();
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
    const { state, begin, texts, ids, alarm } = createTelling();
    await state.server.set(server);
    await state.followed.set([pending('j1')]);
    const { refresh } = begin();
    await Promise.all(Array.from({ length: 10 }, () => refresh()));
    expect(ids()).toEqual([keyOf('j1')]);
    expect(texts).toEqual(['✓']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps an alarm until the last end is told, so that a worker killed before it is woken', async () => {
    const { state, begin, notifications, made, alarm } = createTelling();
    await state.server.set(server);
    await state.followed.set([pending('j1')]);
    let alarmWhileTelling: unknown;
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('refused'));
    await begin().refresh();
    expect(await alarm()).toBeDefined();
    notifications.create = async (...given) => {
      alarmWhileTelling = await alarm();
      return create(...given);
    };
    await begin().refresh();
    expect(alarmWhileTelling).toBeDefined();
    expect(made).toHaveLength(1);
    expect(await alarm()).toBeUndefined();
  });

  it('has no alarm and no badge for scans of a server we left', async () => {
    const { state, begin, texts, alarm } = createTelling();
    await state.followed.set([followed('j2', { key: 'other|u1|j2' })]);
    await state.server.set(server);
    await begin().refresh();
    expect(texts).toEqual(['']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps no alarm for an end that is not there: the scan began anew, then went from the server', async () => {
    const { state, begin, made, alarm } = createTelling();
    await state.server.set(server);
    await state.followed.set([followed('j1', { notify: 'pending', gone: 'deleted' })]);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(await alarm()).toBeUndefined();
  });

  it('tells a scan again that was taken off the list and watched once more', async () => {
    const { state, begin, visible, ids } = createTelling();
    await state.followed.set([pending('j1')]);
    await begin().tell();
    await state.followed.set([pending('j1')]);
    await begin().tell();
    expect(ids()).toEqual([keyOf('j1'), keyOf('j1')]);
    expect(Object.keys(visible)).toEqual([keyOf('j1')]);
  });
});

describe('a worker killed while it tells', () => {
  const never = () => new Promise<never>(() => {});

  it.each([1, 2])('finds what it had shown, of %i ends, and shows no second one', async (count) => {
    const { state, begin, notifications, made, clock, told } = createTelling();
    await state.followed.set(['j1', 'j2'].slice(0, count).map(pending));
    const { create } = notifications;
    notifications.create = async (...given) => {
      await create(...given);
      return never();
    };
    void begin().tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made).toHaveLength(1);
    notifications.create = create;
    clock.now = new Date(clock.now.getTime() + 60_000);
    await begin().tell();
    expect(made).toHaveLength(1);
    expect(await told()).toEqual(Array.from({ length: count }, () => 'done'));
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('shows no second one when what it had shown has left the screen meanwhile', async () => {
    const { state, begin, notifications, made, visible, told } = createTelling();
    await state.followed.set([pending('j1')]);
    const { create } = notifications;
    notifications.create = async (...given) => {
      await create(...given);
      return never();
    };
    void begin().tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    notifications.create = create;
    delete visible[keyOf('j1')];
    const next = begin();
    // Heard as late as it may be: in the moment in which the browser answers what is visible.
    const { getAll } = notifications;
    notifications.getAll = () => {
      next.teller.saw(keyOf('j1'));
      return getAll();
    };
    await next.tell();
    expect(made).toHaveLength(1);
    expect(await told()).toEqual(['done']);
    expect(await state.notified.get()).toMatchObject([{ settled: true }]);
  });

  it('notes in quiet hours what it had shown before them, and does not show it when they are over', async () => {
    const { state, begin, notifications, made, visible, told } = createTelling();
    await state.followed.set([pending('j1')]);
    const { create } = notifications;
    notifications.create = async (...given) => {
      await create(...given);
      return never();
    };
    void begin().tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    notifications.create = create;
    delete visible[keyOf('j1')];
    const quiet = begin();
    quiet.teller.saw(keyOf('j1'));
    await quiet.tell(true);
    expect(await told()).toEqual(['done']);
    await begin().tell();
    expect(made).toHaveLength(1);
  });

  it('shows a new end of a scan whose earlier one was still on the screen when it died', async () => {
    const { state, begin, notifications, ids, visible } = createTelling();
    await state.followed.set([pending('j1')]);
    await begin().tell();
    expect(Object.keys(visible)).toEqual([keyOf('j1')]);
    await state.followed.set([pending('j1')]);
    const { create } = notifications;
    notifications.create = never;
    void begin().tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    notifications.create = create;
    await begin().tell();
    expect(ids()).toEqual([keyOf('j1'), keyOf('j1')]);
  });

  it('shows what was refused, though an earlier one of that scan was seen to leave the screen', async () => {
    const { state, begin, notifications, visible, ids } = createTelling();
    const { create } = notifications;
    const { teller, tell } = begin();
    await state.followed.set([pending('j1')]);
    await tell();
    delete visible[keyOf('j1')];
    teller.saw(keyOf('j1'));
    await state.followed.set([pending('j1')]);
    notifications.create = () => Promise.reject(new Error('refused'));
    await expect(tell()).rejects.toThrow('refused');
    notifications.create = create;
    await tell();
    expect(ids()).toEqual([keyOf('j1'), keyOf('j1')]);
  });

  it('shows what it had only promised, and what ended since as its own', async () => {
    const { state, begin, notifications, made, told } = createTelling();
    await state.followed.set([pending('j1'), pending('j2')]);
    const { create } = notifications;
    notifications.create = never;
    void begin().tell();
    await new Promise((resolve) => setTimeout(resolve, 20));
    notifications.create = create;
    await state.followed.update((jobs) => [...jobs, pending('j3')]);
    await begin().tell();
    expect(made.map(({ options }) => options.title).sort()).toEqual([
      '2 scans have ended',
      'example.com: 83',
    ]);
    expect(await told()).toEqual(['done', 'done', 'done']);
  });
});
