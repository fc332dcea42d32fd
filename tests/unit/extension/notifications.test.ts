import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRefresh } from '../../../lib/effects/createRefresh.ts';
import { notificationFor } from '../../../lib/effects/notificationFor.ts';
import { type Notifications, notifyTransitions } from '../../../lib/effects/notifyTransitions.ts';
import { ALARM_NAME } from '../../../lib/effects/scheduleAlarm.ts';
import { createTranslator } from '../../../lib/i18n/index.ts';
import { workerWords } from '../../../lib/i18n/workerWords.ts';
import { createConnectionLog } from '../../../lib/state/connectionLog.ts';
import { createState } from '../../../lib/state/createState.ts';
import type { FollowedJob } from '../../../lib/state/types.ts';
import { type FullJobMessage, scanErrorCodes } from '../../../protocol/src/index.ts';
import { followed, message, server } from './support/messages.ts';

const en = createTranslator<WorkerWords>(workerWords.en, 'en');
const zhTw = createTranslator<WorkerWords>(workerWords['zh-TW'], 'zh-TW');

const coverage = { read: 300, discovered: 310, refused: 2 };
const end = (more: Partial<FullJobMessage> = {}) =>
  message({ job_id: 'j1', status: 'completed', progress: 100, result: { score: 82.93, coverage }, ...more });

const pending = (more: Partial<FullJobMessage> = {}): FollowedJob =>
  followed('j1', { end: end(more), notify: 'pending' });

describe('the words of a notification', () => {
  it('say site and score, pages and issues', () => {
    expect(notificationFor(pending(), end(), en)).toEqual({
      title: 'example.com: 83',
      message: '300 of 310 pages read · 3 critical, 12 high, 40 medium',
    });
    expect(notificationFor(pending(), end(), zhTw)).toEqual({
      title: 'example.com：83 分',
      message: '讀取 310 頁中的 300 頁 · 嚴重 3、高 12、中 40',
    });
  });

  it('say that nothing was found, or that there is no score', () => {
    const detail = { ...end().detail, issues: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } };
    expect(notificationFor(pending(), end({ detail }), en).message).toBe('300 of 310 pages read · no issues');
    const none = end({ result: { score: null, coverage } });
    expect(notificationFor(pending(), none, zhTw).title).toBe('example.com：沒有分數');
  });

  it('say why a scan failed, for every code, in both languages', () => {
    for (const code of [...scanErrorCodes, 'from_the_future']) {
      const failed = end({ status: 'failed', error: { code, message: 'x' } });
      const { result: _, ...withoutResult } = failed;
      for (const t of [en, zhTw]) {
        const words = notificationFor(pending(), withoutResult, t);
        expect(words.message).not.toContain('notification.');
        expect(words.message.length).toBeGreaterThan(10);
      }
    }
  });

  it('have the same keys in both languages', () => {
    expect(Object.keys(workerWords['zh-TW']).sort()).toEqual(Object.keys(workerWords.en).sort());
  });
});

describe('telling once', () => {
  let state: ReturnType<typeof createState>;
  let made: string[];
  let visible: Record<string, boolean>;
  let notifications: Notifications;
  let texts: string[];

  /** The effects of one life of the worker. */
  const refresher = () =>
    createRefresh({
      state,
      log: createConnectionLog({ item: state.log, now: () => 0 }),
      button: {
        setBadgeText: async ({ text }) => void texts.push(text),
        setBadgeBackgroundColor: async () => {},
        setTitle: async () => {},
        setIcon: async () => {},
      },
      alarms: fakeBrowser.alarms,
      notifications,
      iconUrl: 'i',
      browserLanguages: () => ['en'],
    });

  beforeEach(() => {
    fakeBrowser.reset();
    texts = [];
    state = createState({ local: fakeBrowser.storage.local, session: fakeBrowser.storage.session });
    made = [];
    visible = {};
    notifications = {
      create: async (id) => {
        made.push(id);
        visible[id] = true;
        return id;
      },
      getAll: async () => visible,
    };
  });

  it('creates one under the key of the job, then marks it done', async () => {
    await state.followed.set([pending(), followed('j2'), followed('j3', { end: end(), notify: 'done' })]);
    await notifyTransitions({ state, notifications, iconUrl: 'i' }, en);
    await notifyTransitions({ state, notifications, iconUrl: 'i' }, en);
    expect(made).toEqual(['s1|u1|j1']);
    expect((await state.followed.get()).map((job) => job.notify)).toEqual(['done', 'none', 'done']);
  });

  it('finds the one that a killed worker had made', async () => {
    await state.followed.set([pending()]);
    visible['s1|u1|j1'] = true;
    await notifyTransitions({ state, notifications, iconUrl: 'i' }, en);
    expect(made).toEqual([]);
    expect((await state.followed.get())[0]?.notify).toBe('done');
  });

  it('stays pending when the system refuses, and is told later', async () => {
    await state.followed.set([pending()]);
    const refusing = { ...notifications, create: () => Promise.reject(new Error('blocked')) };
    await expect(notifyTransitions({ state, notifications: refusing, iconUrl: 'i' }, en)).rejects.toThrow(
      'blocked',
    );
    expect((await state.followed.get())[0]?.notify).toBe('pending');
    await notifyTransitions({ state, notifications, iconUrl: 'i' }, en);
    expect(made).toHaveLength(1);
  });

  it('makes one however often effects are asked for at once, and keeps badge and alarm going', async () => {
    await state.server.set(server);
    await state.followed.set([pending(), followed('j2')]);
    const refresh = refresher();
    await Promise.all(Array.from({ length: 10 }, () => refresh()));
    expect(made).toEqual(['s1|u1|j1']);
    expect(texts).toEqual(['…']);
    expect(await fakeBrowser.alarms.get(ALARM_NAME)).toMatchObject({ periodInMinutes: 0.5 });

    const first = await fakeBrowser.alarms.get(ALARM_NAME);
    await refresh();
    expect(await fakeBrowser.alarms.get(ALARM_NAME)).toEqual(first);

    await state.followed.update((jobs) => jobs.filter((job) => job.end));
    await refresh();
    expect(await fakeBrowser.alarms.get(ALARM_NAME)).toBeUndefined();
    expect(texts).toEqual(['…', '✓']);
  });

  it('keeps an alarm until the last end is told, so that a worker killed before it is woken', async () => {
    await state.server.set(server);
    await state.followed.set([pending()]);
    const alarm = () => fakeBrowser.alarms.get(ALARM_NAME);
    let alarmWhileTelling: unknown;
    const { create } = notifications;
    notifications.create = () => Promise.reject(new Error('blocked'));
    await refresher()();
    expect(await alarm()).toBeDefined();

    notifications.create = async (...told) => {
      alarmWhileTelling = await alarm();
      return create(...told);
    };
    await refresher()();
    expect(alarmWhileTelling).toBeDefined();
    expect(made).toHaveLength(1);
    expect(await alarm()).toBeUndefined();
  });

  it('has no alarm and no badge for scans of a server we left', async () => {
    await state.followed.set([followed('j2', { key: 'other|u1|j2' })]);
    await state.server.set(server);
    await refresher()();
    expect(texts).toEqual(['']);
    expect(await fakeBrowser.alarms.get(ALARM_NAME)).toBeUndefined();
  });
});
