import type { Translate } from '../i18n';
import { isBasicKey } from '../state/basicServer';
import type { State } from '../state/createState';
import { type FollowedJob, needsNotification } from '../state/followedJob';
import { jobKeyOfNotifiedId, type Notified } from '../state/notified';
import { quietForMinutes } from '../state/quietHours';
import type { Timers, WallClock } from '../state/wallClock';
import { createGathering } from './createGathering';
import { createNotificationLedger } from './createNotificationLedger';
import { wordsOfEnds } from './notificationFor';

/** The part of `browser.notifications` that is used. */
export interface Notifications {
  create(id: string, options: NotificationOptions): Promise<string>;
  clear(id: string): Promise<boolean>;
  getAll(): Promise<Record<string, unknown>>;
  /** Missing in Firefox. `denied`: the person or the system blocks our notifications. */
  getPermissionLevel?(): Promise<string>;
}

export interface NotificationOptions {
  type: 'basic';
  iconUrl: string;
  title: string;
  message: string;
  buttons?: { title: string }[];
  requireInteraction?: boolean;
}

export interface NotifierDeps {
  state: State;
  notifications: Notifications;
  iconUrl: string;
  now: WallClock;
  timers: Pick<Timers, 'set'>;
  /** Whether the browser knows buttons and staying until dismissed. Firefox throws for both. */
  rich: boolean;
}

type T = Translate<WorkerWords>;

/**
 * Notifies once about each end that is `pending`, and marks it `done`. After a kill in between, the next worker
 * instance recognises the notification: the browser still shows it, or has reported that it left the screen.
 */
export function createNotifier(deps: NotifierDeps) {
  const { state, notifications } = deps;
  const gathering = createGathering(deps);
  const ledger = createNotificationLedger(deps);
  /** Ids of notifications that left the screen or were clicked, which proves that they were shown. */
  const seen = new Set<string>();

  async function show(entry: Notified, keep: boolean, jobs: FollowedJob[], t: T): Promise<void> {
    const { id, title, message, keys } = entry;
    const basic = isBasicKey(jobKeyOfNotifiedId(id));
    // A scan without a report has a timeline. A scan of a basic server has no options to scan again with.
    const reportless = basic || jobs.some((job) => job.key === keys[0] && job.reportless);
    const buttons = [{ title: t(reportless ? 'basic.open' : 'notification.open') }];
    if (!basic) buttons.push({ title: t('notification.again') });
    const rich = deps.rich ? { requireInteraction: keep, ...(keys.length === 1 ? { buttons } : {}) } : {};
    await notifications.create(id, { type: 'basic', iconUrl: deps.iconUrl, title, message, ...rich });
  }

  /** Acknowledges entries that were shown but left open by an earlier worker instance or a refused write. */
  async function recognise(): Promise<void> {
    const open = await ledger.open();
    if (open.length === 0) return;
    const visible = await notifications.getAll();
    const shown = open.filter(({ id }) => id in visible || seen.has(id));
    if (shown.length > 0) await ledger.acknowledge(shown);
  }

  /** Minutes until notifications may be shown; 0 means now. */
  async function quietMinutes(): Promise<number> {
    const { when, quiet } = (await state.settings.get()).notifications;
    return when === 'never' ? 0 : quietForMinutes(quiet, new Date(deps.now()));
  }

  /** Stores one entry for all ends that are in no entry yet. */
  async function addEntry(pending: FollowedJob[], blocked: boolean, t: T): Promise<void> {
    const listed = new Set((await ledger.open()).flatMap(({ keys }) => keys));
    const fresh = pending.filter(({ key }) => !listed.has(key));
    const keys = fresh.map(({ key }) => key);
    for (const id of await ledger.add(keys, wordsOfEnds(fresh, t), blocked)) {
      void notifications.clear(id).catch(() => {});
    }
  }

  return {
    /** A notification was clicked, or left the screen. To be called in the event itself, before any await. */
    saw(id: string): void {
      seen.add(id);
    },
    quietMinutes,
    /**
     * In quiet hours this only acknowledges the notifications that are already on the screen. `again` is called
     * after a wait for other ends. Rejects if the system refused a notification: that one stays pending, and
     * the others are done.
     */
    async notify(t: T, again: () => void): Promise<void> {
      if ((await state.followed.get()).some(needsNotification)) await recognise();
      const jobs = await state.followed.get();
      const pending = jobs.filter(needsNotification);
      if (pending.length === 0) return gathering.reset();
      // Checked here and not before: a scan may have ended while badge and alarm were set.
      if ((await quietMinutes()) > 0 || gathering.isWaiting(jobs, again)) return;
      gathering.reset();
      const { when, keep } = (await state.settings.get()).notifications;
      const blocked = (await notifications.getPermissionLevel?.()) === 'denied';
      await addEntry(pending, blocked && when === 'always', t);
      const waiting = new Set(pending.map(({ key }) => key));
      const shown: Notified[] = [];
      const refusals: unknown[] = [];
      for (const entry of await ledger.open()) {
        const isPending = entry.keys.some((key) => waiting.has(key));
        try {
          if (when === 'always' && !blocked && isPending) await show(entry, keep, pending, t);
          shown.push(entry);
        } catch (error) {
          refusals.push(error);
        }
      }
      if (shown.length > 0) await ledger.acknowledge(shown);
      if (refusals.length > 0) throw refusals[0];
    },
    /** Shows a test notification. False: the system blocks it. */
    async test(t: T): Promise<boolean> {
      if ((await notifications.getPermissionLevel?.()) === 'denied') return false;
      const words = { title: t('notification.test'), message: t('notification.test_text') };
      const shown = await notifications
        .create('test', { type: 'basic', iconUrl: deps.iconUrl, ...words })
        .then(() => true)
        .catch(() => false);
      if (shown) await ledger.unblock();
      return shown;
    },
  };
}
export type Notifier = ReturnType<typeof createNotifier>;
