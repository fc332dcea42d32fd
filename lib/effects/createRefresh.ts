import { chooseLocale, createTranslator } from '../i18n';
import { workerWords } from '../i18n/workerWords';
import type { ConnectionLog } from '../state/connectionLog';
import type { State } from '../state/createState';
import { isUntold } from '../state/followedJob';
import { belongsTo } from '../state/jobKey';
import type { JobView } from '../state/jobView';
import type { PairedServer } from '../state/pairedServer';
import { selectJobs } from '../state/selectJobs';
import { badgeFor } from './badgeFor';
import type { Teller } from './createTeller';
import { type Alarms, alarmPeriod, SHORTEST_PERIOD, scheduleAlarm } from './scheduleAlarm';
import { createBadgeWriter, type ToolbarButton } from './updateBadge';

/** Quiet hours end by the clock of this computer, which may be set. */
const LONGEST_WAIT_MINUTES = 60;

interface RefreshDeps {
  state: State;
  log: ConnectionLog;
  button: ToolbarButton;
  alarms: Alarms;
  teller: Teller;
  browserLanguages: () => readonly string[];
  /** The entry of links: its words, or null where scans are not followed by their id. */
  offerToFollow?: (title: string | null) => Promise<void>;
  /** The badge now tells what these rows say. */
  onBadge?: (jobs: JobView[]) => void;
}

/** A scan of a server we are no longer paired with does not move for us. */
const ours = (job: JobView, server: PairedServer | null): boolean =>
  job.kind !== 'active' || (server !== null && job.key !== null && belongsTo(server, job.key));

/**
 * Makes badge, alarm and notifications fit the stored state. One run at a time; asked for while it runs,
 * it runs once more, so a burst of messages costs two runs.
 */
export function createRefresh(deps: RefreshDeps) {
  const { state, log } = deps;
  const updateBadge = createBadgeWriter(deps.button);
  let running: Promise<void> | null = null;
  let again = false;

  async function run(): Promise<void> {
    const [followed, live, intents, connection, server, settings] = await Promise.all([
      state.followed.get(),
      state.live.get(),
      state.intents.get(),
      state.connection.get(),
      state.server.get(),
      state.settings.get(),
    ]);
    const locale = chooseLocale(settings.language, deps.browserLanguages());
    const t = createTranslator<WorkerWords>(workerWords[locale], locale);
    const jobs = selectJobs({ followed, live, intents }).filter((job) => ours(job, server));
    const untold = followed.some(isUntold);
    const heldFor = untold ? await deps.teller.heldForMinutes() : 0;
    const period = alarmPeriod(jobs, connection);
    // Set first, cleared last: a worker killed before the notification is there is woken to tell it.
    const wake = untold ? Math.max(SHORTEST_PERIOD, Math.min(heldFor, LONGEST_WAIT_MINUTES)) : null;
    const soonest = Math.min(period ?? Number.POSITIVE_INFINITY, wake ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(soonest)) await scheduleAlarm(deps.alarms, soonest);
    await updateBadge(badgeFor(jobs, connection, { serverName: server?.name ?? '', locale }, t));
    deps.onBadge?.(jobs);
    await deps.teller.tell(t, () => void refresh());
    const stillUntold = (await state.followed.get()).some(isUntold);
    if (!stillUntold) await scheduleAlarm(deps.alarms, period);
    await deps.offerToFollow?.(server?.kind ? t('menu.follow') : null);
  }

  async function runUntilQuiet(): Promise<void> {
    do {
      again = false;
      await run().catch((error: unknown) => log.add('error', `Badge or notification: ${String(error)}`));
    } while (again);
    running = null;
  }

  function refresh(): Promise<void> {
    again = true;
    running ??= runUntilQuiet();
    return running;
  }
  return refresh;
}
