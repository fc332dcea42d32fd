import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  createNotifier,
  type NotificationOptions,
  type Notifications,
  type Notifier,
} from '../../../../lib/effects/createNotifier.ts';
import { createRefresh } from '../../../../lib/effects/createRefresh.ts';
import { ALARM_NAME } from '../../../../lib/effects/scheduleAlarm.ts';
import { createTranslator } from '../../../../lib/i18n/index.ts';
import { workerWords } from '../../../../lib/i18n/workerWords.ts';
import { createConnectionLog } from '../../../../lib/state/connectionLog.ts';
import { createState } from '../../../../lib/state/createState.ts';
import type { FollowedJob } from '../../../../lib/state/followedJob.ts';
import type { NotificationSettings } from '../../../../lib/state/settings.ts';
import { notifiedKey } from '../../../support/browser/notificationSpy.ts';
import { followed, message } from './messages.ts';

export const en = createTranslator<WorkerWords>(workerWords.en, 'en');
const coverage = { read: 300, discovered: 310, refused: 2 };
export const end = (jobId: string) =>
  message({ job_id: jobId, status: 'completed', progress: 100, result: { score: 83, coverage } });
export const pending = (jobId: string): FollowedJob =>
  followed(jobId, { end: end(jobId), notify: 'pending' });

/** A browser that records each notification, and the effects of a worker in it. */
export function createNotifierWorld() {
  fakeBrowser.reset();
  const state = createState({ local: fakeBrowser.storage.local, session: fakeBrowser.storage.session });
  const made: { id: string; options: NotificationOptions }[] = [];
  const visible: Record<string, boolean> = {};
  const texts: string[] = [];
  const later: (() => void)[] = [];
  const system = { level: 'granted' };
  const clock = { now: new Date(2026, 10, 23, 12, 0) };
  const notifications: Notifications = {
    create: async (id, options) => {
      made.push({ id, options });
      visible[id] = true;
      return id;
    },
    clear: async (id) => delete visible[id],
    getAll: async () => visible,
    getPermissionLevel: async () => system.level,
  };

  /** The effects of one worker instance. */
  function begin({ rich = true }: { rich?: boolean } = {}) {
    const notifier = createNotifier({
      state,
      notifications,
      iconUrl: 'i',
      now: () => clock.now.getTime(),
      timers: { set: (run) => later.push(run) },
      rich,
    });
    const refresh = createRefresh({
      state,
      notifier,
      log: createConnectionLog({ item: state.log, now: () => 0 }),
      button: {
        setBadgeText: async ({ text }) => void texts.push(text),
        setBadgeBackgroundColor: async () => {},
        setTitle: async () => {},
        setIcon: async () => {},
      },
      alarms: fakeBrowser.alarms,
      now: () => clock.now.getTime(),
      browserLanguages: () => ['en'],
    });
    return { notifier, refresh, notify: () => notifier.notify(en, () => void refresh()) };
  }

  return {
    state,
    notifications,
    made,
    visible,
    /** All notifications leave the screen, and the browser reports it to this instance. */
    leaves({ saw }: Notifier): void {
      for (const { id } of made) {
        delete visible[id];
        saw(id);
      }
    },
    /** The texts of the badge, in order. */
    texts,
    /** The timers that wait for other ends. */
    later,
    system,
    clock,
    begin,
    /** The key of the scan of each created notification, in order. */
    scans: () => made.map(({ id }) => (id === 'test' ? id : notifiedKey(id))),
    notifyStates: async () => (await state.followed.get()).map((job) => job.notify),
    alarm: () => fakeBrowser.alarms.get(ALARM_NAME),
    minutePasses(): void {
      clock.now = new Date(clock.now.getTime() + 60_000);
    },
    choose: (change: Partial<NotificationSettings>) =>
      state.settings.update((current) => ({
        ...current,
        notifications: { ...current.notifications, ...change },
      })),
    /** Ends the wait for other ends. */
    async momentPasses(): Promise<void> {
      for (const run of later.splice(0)) run();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}
