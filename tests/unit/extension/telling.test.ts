import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRefresh } from '../../../lib/effects/createRefresh.ts';
import {
  createTeller,
  type NotificationOptions,
  type Notifications,
} from '../../../lib/effects/createTeller.ts';
import { ALARM_NAME } from '../../../lib/effects/scheduleAlarm.ts';
import { createTranslator } from '../../../lib/i18n/index.ts';
import { workerWords } from '../../../lib/i18n/workerWords.ts';
import { createConnectionLog } from '../../../lib/state/connectionLog.ts';
import { createState, type State } from '../../../lib/state/createState.ts';
import { changeFollowed } from '../../../lib/state/followedJobs.ts';
import type { FollowedJob, NotificationSettings } from '../../../lib/state/types.ts';
import { followed, message, server } from './support/messages.ts';

const en = createTranslator<WorkerWords>(workerWords.en, 'en');
const coverage = { read: 300, discovered: 310, refused: 2 };
const end = (jobId: string) =>
  message({ job_id: jobId, status: 'completed', progress: 100, result: { score: 83, coverage } });
const pending = (jobId: string): FollowedJob => followed(jobId, { end: end(jobId), notify: 'pending' });
const keyOf = (jobId: string) => `s1|u1|${jobId}`;

let state: State;
let made: { id: string; options: NotificationOptions }[];
let visible: Record<string, boolean>;
let notifications: Notifications;
let level: string;
let texts: string[];
let now: Date;
let later: (() => void)[];
const ids = () => made.map(({ id }) => id);

/** The effects of one life of the worker. */
function begin({ rich = true }: { rich?: boolean } = {}) {
  const teller = createTeller({
    state,
    notifications,
    iconUrl: 'i',
    now: () => now.getTime(),
    after: (_ms, run) => later.push(run),
    rich,
  });
  const refresh = createRefresh({
    state,
    teller,
    log: createConnectionLog({ item: state.log, now: () => 0 }),
    button: {
      setBadgeText: async ({ text }) => void texts.push(text),
      setBadgeBackgroundColor: async () => {},
      setTitle: async () => {},
      setIcon: async () => {},
    },
    alarms: fakeBrowser.alarms,
    browserLanguages: () => ['en'],
  });
  return { teller, refresh, tell: () => teller.tell(en, () => void refresh()) };
}

const told = async () => (await state.followed.get()).map((job) => job.notify);
const alarm = () => fakeBrowser.alarms.get(ALARM_NAME);
const choose = (change: Partial<NotificationSettings>) =>
  state.settings.update((held) => ({ ...held, notifications: { ...held.notifications, ...change } }));
/** The moment in which other ends were waited for is over. */
async function momentPasses(): Promise<void> {
  for (const run of later.splice(0)) run();
  await new Promise((resolve) => setTimeout(resolve, 20));
}

beforeEach(() => {
  fakeBrowser.reset();
  texts = [];
  made = [];
  later = [];
  visible = {};
  level = 'granted';
  now = new Date(2026, 10, 23, 12, 0);
  state = createState({ local: fakeBrowser.storage.local, session: fakeBrowser.storage.session });
  notifications = {
    create: async (id, options) => {
      made.push({ id, options });
      visible[id] = true;
      return id;
    },
    getAll: async () => visible,
    getPermissionLevel: async () => level,
  };
});

describe('telling once', () => {
  it('creates one under the key of the job, then marks it done', async () => {
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
    await state.server.set(server);
    await state.followed.set([pending('j1')]);
    const { refresh } = begin();
    await Promise.all(Array.from({ length: 10 }, () => refresh()));
    expect(ids()).toEqual([keyOf('j1')]);
    expect(texts).toEqual(['✓']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps an alarm until the last end is told, so that a worker killed before it is woken', async () => {
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
    await state.followed.set([followed('j2', { key: 'other|u1|j2' })]);
    await state.server.set(server);
    await begin().refresh();
    expect(texts).toEqual(['']);
    expect(await alarm()).toBeUndefined();
  });

  it('keeps no alarm for an end that is not there: the scan began anew, then went from the server', async () => {
    await state.server.set(server);
    await state.followed.set([followed('j1', { notify: 'pending', gone: 'deleted' })]);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(await alarm()).toBeUndefined();
  });

  it('tells a scan again that was taken off the list and watched once more', async () => {
    await state.followed.set([pending('j1')]);
    await begin().tell();
    await state.followed.set([pending('j1')]);
    await begin().tell();
    expect(ids()).toEqual([keyOf('j1'), keyOf('j1')]);
    expect(Object.keys(visible)).toEqual([keyOf('j1')]);
  });
});

describe('many ends at once', () => {
  it('become one notification that names them', async () => {
    await state.followed.set(['j1', 'j2', 'j3', 'j4', 'j5', 'j6', 'j7'].map(pending));
    await begin().tell();
    expect(made).toHaveLength(1);
    expect(made[0]?.options.title).toBe('7 scans have ended');
    expect(made[0]?.options.message.split('\n')).toEqual([
      ...Array.from({ length: 5 }, () => 'example.com: 83'),
      'and 2 more',
    ]);
    expect(made[0]?.options.buttons).toBeUndefined();
    expect(await told()).toEqual(Array.from({ length: 7 }, () => 'done'));
  });

  it('are waited for a moment while other scans run', async () => {
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
    expect(await told()).toEqual(['done', 'done', 'none']);
  });

  it('are not waited for twice: the next life begins anew and tells', async () => {
    await state.followed.set([pending('j1'), followed('j2')]);
    await begin().tell();
    later = [];
    const next = begin();
    await next.tell();
    await momentPasses();
    expect(ids()).toEqual([keyOf('j1')]);
  });
});

describe('a worker killed while it tells', () => {
  const never = () => new Promise<never>(() => {});

  it.each([1, 2])('finds what it had shown, of %i ends, and shows no second one', async (count) => {
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
    now = new Date(now.getTime() + 60_000);
    await begin().tell();
    expect(made).toHaveLength(1);
    expect(await told()).toEqual(Array.from({ length: count }, () => 'done'));
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('shows what it had only promised, and what ended since as its own', async () => {
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

describe('as the person wants it', () => {
  it('never: nothing is shown, and the list says what ended', async () => {
    await choose({ when: 'never' });
    await state.followed.set([pending('j1')]);
    await begin().tell();
    expect(made).toEqual([]);
    expect(await told()).toEqual(['done']);
    expect(await state.notified.get()).toHaveLength(1);
  });

  it('in quiet hours it is held back, with an alarm, and told when they are over', async () => {
    await state.server.set(server);
    await choose({ quiet: { from: '22:00', to: '07:00' } });
    await state.followed.set([pending('j1'), pending('j2')]);
    now = new Date(2026, 10, 23, 23, 50);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(texts).toEqual(['✓']);
    expect(await alarm()).toMatchObject({ periodInMinutes: 60 });
    now = new Date(2026, 10, 24, 6, 48);
    await begin().refresh();
    expect(await alarm()).toMatchObject({ periodInMinutes: 12 });
    now = new Date(2026, 10, 24, 7, 0);
    await begin().refresh();
    expect(made).toHaveLength(1);
    expect(made[0]?.options.title).toBe('2 scans have ended');
    expect(await alarm()).toBeUndefined();
  });

  it.each([
    ['22:00', '07:00', 21, 59, 0],
    ['22:00', '07:00', 22, 0, 540],
    ['22:00', '07:00', 6, 59, 1],
    ['22:00', '07:00', 7, 0, 0],
    ['12:00', '13:30', 12, 45, 45],
    ['12:00', '13:30', 13, 30, 0],
  ])('quiet from %s to %s: at %i:%i for %i minutes', async (from, to, hours, minutes, expected) => {
    await choose({ quiet: { from, to } });
    now = new Date(2026, 10, 23, hours, minutes);
    expect(await begin().teller.heldForMinutes()).toBe(expected);
  });

  it('stays until dismissed and has its buttons where the browser knows them, and not elsewhere', async () => {
    await choose({ keep: true });
    await state.followed.set([pending('j1')]);
    await begin().tell();
    expect(made[0]?.options).toMatchObject({
      requireInteraction: true,
      buttons: [{ title: 'Open report' }, { title: 'Scan again' }],
    });
    await state.followed.set([pending('j2')]);
    await begin({ rich: false }).tell();
    expect(Object.keys(made[1]?.options ?? {}).sort()).toEqual(['iconUrl', 'message', 'title', 'type']);
  });
});

describe('blocked by the system', () => {
  it('is remembered, so that it can be said, and not tried again and again', async () => {
    level = 'denied';
    await state.followed.set([pending('j1')]);
    await begin().refresh();
    expect(made).toEqual([]);
    expect(await told()).toEqual(['done']);
    expect(await state.notified.get()).toMatchObject([{ blocked: true, settled: true }]);
    expect(await alarm()).toBeUndefined();
  });

  it('is over when a test gets through', async () => {
    level = 'denied';
    await state.followed.set([pending('j1')]);
    const { tell, teller } = begin();
    await tell();
    expect(await teller.test(en)).toBe(false);
    expect((await state.notified.get())[0]?.blocked).toBe(true);
    level = 'granted';
    expect(await teller.test(en)).toBe(true);
    expect((await state.notified.get())[0]?.blocked).toBe(false);
    expect(ids()).toEqual(['test']);
  });
});
