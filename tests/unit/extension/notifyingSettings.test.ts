import { describe, expect, it } from 'vitest';
import { createNotifierWorld, en, pending } from './support/createNotifierWorld.ts';
import { server } from './support/messages.ts';

describe('the settings of notifications', () => {
  it('never: nothing is shown, but the list has the end', async () => {
    const { state, begin, made, notifyStates, choose } = createNotifierWorld();
    await choose({ when: 'never' });
    await state.followed.set([pending('j1')]);
    await begin().notify();
    expect(made).toEqual([]);
    expect(await notifyStates()).toEqual(['done']);
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('quiet hours: it waits with an alarm, and is shown when they are over', async () => {
    const { state, begin, made, texts, clock, alarm, choose } = createNotifierWorld();
    await state.server.set(server);
    await choose({ quiet: { from: '22:00', to: '07:00' } });
    await state.followed.set([pending('j1'), pending('j2')]);
    clock.now = new Date(2026, 10, 23, 23, 50);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(texts).toEqual(['✓']);
    expect(await alarm()).toMatchObject({ periodInMinutes: 60 });
    clock.now = new Date(2026, 10, 24, 6, 48);
    await begin().refresh();
    expect(await alarm()).toMatchObject({ periodInMinutes: 12 });
    clock.now = new Date(2026, 10, 24, 7, 0);
    await begin().refresh();
    expect(made).toHaveLength(1);
    expect(made[0]?.options.title).toBe('2 scans have ended');
    expect(await alarm()).toBeUndefined();
  });

  it('quiet hours: an end that comes while the badge is set waits, too', async () => {
    const { state, begin, made, texts, clock, choose } = createNotifierWorld();
    await state.server.set(server);
    await choose({ quiet: { from: '22:00', to: '07:00' } });
    clock.now = new Date(2026, 10, 23, 23, 50);
    const { notifier, refresh } = begin();
    const { notify } = notifier;
    notifier.notify = async (...given) => {
      if (texts.length === 1) await state.followed.set([pending('j1')]);
      return notify(...given);
    };
    await refresh();
    expect(await state.followed.get()).toHaveLength(1);
    expect(made).toEqual([]);
  });

  it.each([
    ['22:00', '07:00', 21, 59, 0],
    ['22:00', '07:00', 22, 0, 540],
    ['22:00', '07:00', 6, 59, 1],
    ['22:00', '07:00', 7, 0, 0],
    ['12:00', '13:30', 12, 45, 45],
    ['12:00', '13:30', 13, 30, 0],
  ])('quiet from %s to %s: at %i:%i for %i minutes', async (from, to, hours, minutes, expected) => {
    const { begin, clock, choose } = createNotifierWorld();
    await choose({ quiet: { from, to } });
    clock.now = new Date(2026, 10, 23, hours, minutes);
    expect(await begin().notifier.quietMinutes()).toBe(expected);
  });

  it('keep: it stays until dismissed, with buttons, only in browsers that know both', async () => {
    const { state, begin, made, choose } = createNotifierWorld();
    await choose({ keep: true });
    await state.followed.set([pending('j1')]);
    await begin().notify();
    expect(made[0]?.options).toMatchObject({
      requireInteraction: true,
      buttons: [{ title: 'Open report' }, { title: 'Scan again' }],
    });
    await state.followed.set([pending('j2')]);
    await begin({ rich: false }).notify();
    expect(Object.keys(made[1]?.options ?? {}).sort()).toEqual(['iconUrl', 'message', 'title', 'type']);
  });
});

it.each([
  ['timeline', 'of a server that makes no reports, whichever is paired now', { reportless: true }, {}],
  ['report', 'of any other, while one without is paired', {}, { reports: false }],
] as const)('names the %s of a scan %s', async (word, _whose, row, paired) => {
  const { state, begin, made } = createNotifierWorld();
  await state.server.set({ ...server, ...paired });
  await state.followed.set([{ ...pending('j1'), ...row }]);
  await begin().notify();
  expect(made[0]?.options.buttons).toEqual([{ title: `Open ${word}` }, { title: 'Scan again' }]);
});

describe('blocked by the system', () => {
  it('is stored, so that it can be shown, and is not tried again and again', async () => {
    const { state, begin, made, system, notifyStates, alarm } = createNotifierWorld();
    system.level = 'denied';
    await state.followed.set([pending('j1')]);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(await notifyStates()).toEqual(['done']);
    expect(await state.notified.get()).toMatchObject([{ blocked: true, settled: true }]);
    expect(await alarm()).toBeUndefined();
  });

  it('is over when a test notification is shown', async () => {
    const { state, begin, system, scans } = createNotifierWorld();
    system.level = 'denied';
    await state.followed.set([pending('j1')]);
    const { notify, notifier } = begin();
    await notify();
    expect(await notifier.test(en)).toBe(false);
    expect((await state.notified.get())[0]?.blocked).toBe(true);
    system.level = 'granted';
    expect(await notifier.test(en)).toBe(true);
    expect((await state.notified.get())[0]?.blocked).toBe(false);
    expect(scans()).toEqual(['test']);
  });
});
