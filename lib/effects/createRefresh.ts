import { chooseLocale, createTranslator } from '../i18n';
import { workerWords } from '../i18n/workerWords';
import type { ConnectionLog } from '../state/connectionLog';
import type { State } from '../state/createState';
import { type FollowedJob, needsNotification } from '../state/followedJob';
import { belongsTo } from '../state/jobKey';
import type { JobView } from '../state/jobView';
import type { PairedServer } from '../state/pairedServer';
import { selectJobs } from '../state/selectJobs';
import type { WallClock } from '../state/wallClock';
import { badgeFor } from './badgeFor';
import { createBadgeWriter, type ToolbarButton } from './createBadgeWriter';
import type { Notifier } from './createNotifier';
import { type Alarms, alarmPeriod, SHORTEST_PERIOD, scheduleAlarm } from './scheduleAlarm';

/** Longest period of the alarm in quiet hours: they end in local time, and the clock may be set at any time. */
const LONGEST_WAIT_MINUTES = 60;

interface RefreshDeps {
  state: State;
  log: ConnectionLog;
  button: ToolbarButton;
  alarms: Alarms;
  notifier: Notifier;
  now: WallClock;
  browserLanguages: () => readonly string[];
  /** Takes the title of the context menu entry of links, or null if scans are not followed by their id. */
  offerToFollow?: (title: string | null) => Promise<void>;
  /** Called when the badge shows these rows. */
  onBadge?: (jobs: JobView[]) => void;
}

const shortest = (...periods: (number | null)[]): number | null => {
  const known = periods.filter((period) => period !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** No updates come for a scan of a server that is no longer paired. */
const isOurs = (job: JobView, server: PairedServer | null): boolean =>
  job.kind !== 'active' || (server !== null && job.key !== null && belongsTo(server, job.key));

/**
 * Sets badge, alarm and notifications from the stored state. One run at a time. Any number of calls during a
 * run cause one more run, so that a burst of messages costs two runs.
 */
export function createRefresh(deps: RefreshDeps) {
  const { state, log } = deps;
  const updateBadge = createBadgeWriter(deps.button);
  let running: Promise<void> | null = null;
  let again = false;

  /** Minutes between two alarms while a notification is pending; null if none is. */
  async function notificationPeriod(followed: FollowedJob[]): Promise<number | null> {
    if (!followed.some(needsNotification)) return null;
    return Math.max(SHORTEST_PERIOD, Math.min(await deps.notifier.quietMinutes(), LONGEST_WAIT_MINUTES));
  }

  async function run(): Promise<void> {
    const { followed, live, intents, connection, server, settings } = await state.read(
      'followed',
      'live',
      'intents',
      'connection',
      'server',
      'settings',
    );
    const locale = chooseLocale(settings.language, deps.browserLanguages());
    const t = createTranslator<WorkerWords>(workerWords[locale], locale);
    const jobs = selectJobs({ followed, live, intents }).filter((job) => isOurs(job, server));
    const period = alarmPeriod(jobs, connection);
    // Set before notifying and cleared after it, so that it wakes a worker that was killed in between.
    const soonest = shortest(period, await notificationPeriod(followed));
    if (soonest !== null) await scheduleAlarm(deps.alarms, soonest, deps);
    await updateBadge(badgeFor(jobs, connection, { serverName: server?.name ?? '', locale }, t));
    deps.onBadge?.(jobs);
    await deps.notifier.notify(t, () => void refresh());
    const isPending = (await state.followed.get()).some(needsNotification);
    if (!isPending) await scheduleAlarm(deps.alarms, period, deps);
    await deps.offerToFollow?.(server?.kind ? t('menu.follow') : null);
  }

  async function runUntilDone(): Promise<void> {
    do {
      again = false;
      await run().catch((error: unknown) => log.add('error', `Badge or notification: ${String(error)}`));
    } while (again);
    running = null;
  }

  function refresh(): Promise<void> {
    again = true;
    running ??= runUntilDone();
    return running;
  }
  return refresh;
}
