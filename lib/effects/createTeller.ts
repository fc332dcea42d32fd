import type { Translate } from '../i18n';
import type { State } from '../state/createState';
import type { FollowedJob } from '../state/followedJob';
import { isOver, isUntold } from '../state/followedJob';
import { jobKeyOfNotifiedId, type Notified, notifiedIdOf } from '../state/notified';
import { isPlainKey } from '../state/plain';
import { quietForMinutes } from '../state/quietHours';
import { notificationFor } from './notificationFor';

const KEEP = 100;
/** Ends that come this close together are told as one. */
const GATHER_MS = 700;
const LINES = 5;

/** The part of `browser.notifications` that is used. */
export interface Notifications {
  create(id: string, options: NotificationOptions): Promise<string>;
  clear(id: string): Promise<boolean>;
  getAll(): Promise<Record<string, unknown>>;
  /** Missing in Firefox. `denied`: the person, or the system, does not let ours through. */
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

export interface TellerDeps {
  state: State;
  notifications: Notifications;
  iconUrl: string;
  now: () => number;
  after: (ms: number, run: () => void) => void;
  /** Buttons and staying until dismissed; Firefox refuses what it does not know. */
  rich: boolean;
}

type T = Translate<WorkerWords>;

/** One end in its own words, several under one title. */
function wordsOf(jobs: FollowedJob[], t: T): { title: string; message: string } {
  const words = jobs.flatMap((job) => (job.end ? [notificationFor(job, job.end, t)] : []));
  const [only] = words;
  if (only && words.length === 1) return only;
  const more = words.length - LINES;
  const lines = words.slice(0, LINES).map(({ title }) => title);
  return {
    title: t('notification.several', { count: words.length }),
    message: [...lines, ...(more > 0 ? [t('notification.more', { count: more })] : [])].join('\n'),
  };
}

/**
 * Tells each end that is `pending` and marks it `done`. What will be shown is stored before it is shown,
 * with an id of its own: a worker killed anywhere knows its notification again instead of making a second
 * one, by finding it or by having been told that it left the screen.
 */
export function createTeller(deps: TellerDeps) {
  const { state, notifications } = deps;
  let gathering: 'no' | 'waiting' | 'done' = 'no';
  /** Ids of what has left the screen, or was clicked: it was there. */
  const left = new Set<string>();

  /** True while other scans may end in the same moment, for instance after a server came back. */
  function gathers(jobs: FollowedJob[], again: () => void): boolean {
    if (gathering === 'no' && jobs.some((job) => !isOver(job))) {
      gathering = 'waiting';
      deps.after(GATHER_MS, () => {
        gathering = 'done';
        again();
      });
    }
    return gathering === 'waiting';
  }

  const unsettled = async () => (await state.notified.get()).filter(({ settled }) => !settled);

  async function store(jobs: FollowedJob[], blocked: boolean, t: T): Promise<void> {
    const [first] = jobs;
    if (!first) return;
    const at = new Date(deps.now()).toISOString();
    const keys = jobs.map(({ key }) => key);
    const entry = { id: notifiedIdOf(first.key, at), at, keys, ...wordsOf(jobs, t), settled: false, blocked };
    const held = await state.notified.update((earlier) => [entry, ...earlier].slice(0, KEEP));
    for (const { id, keys: told } of held) {
      if (id !== entry.id && String(told) === String(keys)) void notifications.clear(id).catch(() => {});
    }
  }

  async function show(entry: Notified, keep: boolean, jobs: FollowedJob[], t: T): Promise<void> {
    const { id, title, message, keys } = entry;
    const plain = isPlainKey(jobKeyOfNotifiedId(id));
    // Without a report there is a timeline; of a plain server's scan nothing says what to scan again.
    const reportless = plain || jobs.some((job) => job.key === keys[0] && job.reportless);
    const buttons = [{ title: t(reportless ? 'plain.open' : 'notification.open') }];
    if (!plain) buttons.push({ title: t('notification.again') });
    const rich = deps.rich ? { requireInteraction: keep, ...(keys.length === 1 ? { buttons } : {}) } : {};
    await notifications.create(id, { type: 'basic', iconUrl: deps.iconUrl, title, message, ...rich });
  }

  /** In one write: no death leaves an entry open whose ends are told. */
  async function settle(entries: Notified[]): Promise<void> {
    const told = new Set(entries.flatMap(({ keys }) => keys));
    const ids = new Set(entries.map(({ id }) => id));
    const changeNotified = (held: Notified[]) =>
      held.map((entry) => (ids.has(entry.id) ? { ...entry, settled: true } : entry));
    await state.updateRows(
      ({ followed, intents }) => ({
        intents,
        followed: followed.map((job) =>
          told.has(job.key) && isUntold(job) ? { ...job, notify: 'done' } : job,
        ),
      }),
      { changeNotified },
    );
  }

  /** Notes what an earlier life, or a write that was refused, has left shown and not noted. */
  async function recognise(): Promise<void> {
    const open = await unsettled();
    if (open.length === 0) return;
    const visible = await notifications.getAll();
    const shown = open.filter(({ id }) => id in visible || left.has(id));
    if (shown.length > 0) await settle(shown);
  }

  /** Minutes until what is pending may be told; 0: now. */
  async function heldForMinutes(): Promise<number> {
    const { when, quiet } = (await state.settings.get()).notifications;
    return when === 'never' ? 0 : quietForMinutes(quiet, new Date(deps.now()));
  }

  return {
    /** A notification was clicked, or left the screen; to be called in the event itself, before any await. */
    saw(id: string): void {
      left.add(id);
    },
    heldForMinutes,
    /**
     * In quiet hours only what is already on the screen is noted. `again` is called when it was better to
     * wait a moment for other ends. Rejects when the system refused one of them, which stays pending; the
     * others are told.
     */
    async tell(t: T, again: () => void): Promise<void> {
      if ((await state.followed.get()).some(isUntold)) await recognise();
      const jobs = await state.followed.get();
      const pending = jobs.filter(isUntold);
      if (pending.length === 0) {
        gathering = 'no';
        return;
      }
      // Asked here: an end may have come while badge and alarm were set.
      if ((await heldForMinutes()) > 0 || gathers(jobs, again)) return;
      gathering = 'no';
      const { when, keep } = (await state.settings.get()).notifications;
      const blocked = (await notifications.getPermissionLevel?.()) === 'denied';
      const promised = new Set((await unsettled()).flatMap(({ keys }) => keys));
      const fresh = pending.filter(({ key }) => !promised.has(key));
      await store(fresh, blocked && when === 'always', t);
      const waiting = new Set(pending.map(({ key }) => key));
      const told: Notified[] = [];
      const refusals: unknown[] = [];
      for (const entry of await unsettled()) {
        const untold = entry.keys.some((key) => waiting.has(key));
        try {
          if (when === 'always' && !blocked && untold) await show(entry, keep, pending, t);
          told.push(entry);
        } catch (error) {
          refusals.push(error);
        }
      }
      if (told.length > 0) await settle(told);
      if (refusals.length > 0) throw refusals[0];
    },
    /** Shows one on request. False: the system does not let it through. */
    async test(t: T): Promise<boolean> {
      if ((await notifications.getPermissionLevel?.()) === 'denied') return false;
      const words = { title: t('notification.test'), message: t('notification.test_text') };
      const shown = await notifications
        .create('test', { type: 'basic', iconUrl: deps.iconUrl, ...words })
        .then(() => true)
        .catch(() => false);
      if (shown) {
        await state.notified.update((held) =>
          held.map((entry) => (entry.blocked ? { ...entry, blocked: false } : entry)),
        );
      }
      return shown;
    },
  };
}
export type Teller = ReturnType<typeof createTeller>;
