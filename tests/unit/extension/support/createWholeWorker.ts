import { createNotifier } from '../../../../lib/effects/createNotifier.ts';
import { createRefresh } from '../../../../lib/effects/createRefresh.ts';
import { createConnectionLog } from '../../../../lib/state/connectionLog.ts';
import type { JobKey } from '../../../../lib/state/jobKey.ts';
import { createActions } from './createActions.ts';
import { createWorld } from './createWorld.ts';
import { settle } from './fakeTime.ts';

/**
 * A browser with its whole worker, composed like the background: connection, commands, badge, alarm and
 * notifications. Storage and server survive the worker.
 */
export async function createWholeWorker(jobIds: string[]) {
  const world = await createWorld(jobIds);
  /** Titles of the notifications on the screen, by id. `made`: all that were ever created, in order. */
  const visible = new Map<string, string>();
  const made: string[] = [];
  const alarms = new Map<string, number>();

  function begin() {
    const gate = world.gate();
    const actions = createActions(world);
    const notifier = createNotifier({
      state: world.state(),
      notifications: {
        create: (id, { title }) =>
          gate.pass(async () => {
            visible.set(id, title);
            made.push(id);
            return id;
          }),
        clear: (id) => gate.pass(async () => visible.delete(id)),
        getAll: () => gate.pass(async () => Object.fromEntries(visible)),
        getPermissionLevel: () => gate.pass(async () => 'granted'),
      },
      iconUrl: 'i',
      now: world.time.now,
      timers: gate.timers(world.time.timers),
      rich: true,
    });
    const button = () => gate.pass(async () => undefined);
    const refresh = createRefresh({
      state: world.state(),
      log: createConnectionLog({ item: world.state().log, now: world.time.now }),
      notifier,
      button: { setBadgeText: button, setBadgeBackgroundColor: button, setTitle: button, setIcon: button },
      alarms: {
        get: (name) =>
          gate.pass(async () => {
            const periodInMinutes = alarms.get(name);
            return periodInMinutes === undefined ? undefined : { periodInMinutes };
          }),
        create: (name, { periodInMinutes }) => gate.pass(async () => void alarms.set(name, periodInMinutes)),
        clear: (name) => gate.pass(async () => alarms.delete(name)),
      },
      now: world.time.now,
      browserLanguages: () => ['en'],
    });
    const changed = () => {
      if (gate.isClosed()) return;
      void world.connection().ensure();
      void refresh();
    };
    world.local.area.onChanged.addListener(changed);
    world.session.area.onChanged.addListener(() => !gate.isClosed() && void refresh());
    return { ...actions, refresh, notifier };
  }

  let instance = begin();
  world.whenReachable(() => void instance.sender.sendIntents());

  async function alarm(): Promise<void> {
    void world.connection().onAlarm();
    void instance.sender.sendIntents();
    void instance.refresh();
    await settle();
  }

  /** Begins the next instance, without an event that wakes it. */
  function nextInstance(): void {
    world.kill();
    instance = begin();
  }

  async function wake(): Promise<void> {
    nextInstance();
    await alarm();
  }

  /** The notifications have left the screen; the browser reports it to the next worker instance before its first run. */
  async function wakeLater(): Promise<void> {
    nextInstance();
    for (const id of visible.keys()) instance.notifier.saw(id);
    visible.clear();
    await alarm();
  }

  return {
    world,
    made,
    instance: () => instance,
    hasAlarm: () => alarms.size > 0,
    alarm,
    nextInstance,
    /** The next worker instance begins where the last one was killed. */
    wake,
    wakeLater,
    /** Lets all short waits end, without an alarm. */
    async rest(): Promise<void> {
      await settle();
      await world.time.advance(1500);
      await settle();
    },
    /** How many notifications were created about this scan, by their ids. */
    async notificationsOf(key: JobKey): Promise<number> {
      const entries = await world.stored.notified.get();
      return [...new Set(made)].filter((id) =>
        entries.some((entry) => entry.id === id && entry.keys.includes(key)),
      ).length;
    },
  };
}
export type WholeWorker = Awaited<ReturnType<typeof createWholeWorker>>;
