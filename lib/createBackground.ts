import { browser } from 'wxt/browser';
import { clientNameOf } from './actions/clientNameOf';
import { createDiscovery } from './actions/createDiscovery';
import { createSender } from './actions/createSender';
import { savePreferences } from './actions/saveConfig';
import type { ActionContext } from './actions/withServer';
import { createAccessCheck } from './api/createAccessCheck';
import { createApiClient } from './api/createApiClient';
import { createBasicApi } from './api/createBasicApi';
import { readTelemetryConsent, richNotifications } from './browserDifferences';
import { createConnection } from './connection/createConnection';
import { openSocket } from './connection/openSocket';
import { createMenu } from './effects/createMenu';
import { createNotifier, type Notifications } from './effects/createNotifier';
import { createRefresh } from './effects/createRefresh';
import { DISCOVERY_ALARM, scheduleAlarm } from './effects/scheduleAlarm';
import { chooseLocale, createTranslator } from './i18n';
import { workerWords } from './i18n/workerWords';
import { browserState } from './state/browserState';
import { createConnectionLog } from './state/connectionLog';
import { createTimelineKeeper } from './state/createTimelineKeeper';
import { migrateSettings } from './state/migrations/migrateSettings';
import type { PairedServer } from './state/pairedServer';
import type { Timers, WallClock } from './state/wallClock';
import { createTelemetry } from './telemetry/createTelemetry';

/** Puts the background's parts together with this browser's storage, clock, network and toolbar. */
export function createBackground() {
  const state = browserState;
  const now: WallClock = () => Date.now();
  const newId = () => crypto.randomUUID();
  const bootId = newId();
  const timers: Timers = {
    set: (run, ms) => setTimeout(run, ms),
    clear: (timer) => clearTimeout(timer as number),
  };
  const log = createConnectionLog({ item: state.log, now });
  const network = {
    fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
    timeout: (ms: number) => AbortSignal.timeout(ms),
    now,
  };
  const isWithheld = createAccessCheck({
    ...network,
    hasAccess: (pattern) => browser.permissions.contains({ origins: [pattern] }),
  });
  const apiAt = (baseUrl: string, token?: string, kind?: PairedServer['kind'], onAnswer?: () => void) => {
    const request = {
      baseUrl,
      ...(token === undefined ? {} : { token }),
      ...network,
      isWithheld,
      onAnswer,
    };
    return kind ? createBasicApi(request) : createApiClient(request);
  };

  const telemetry = createTelemetry({
    state,
    now,
    timers,
    newId,
    bootId,
    post: ({ url, token }, batch) => apiAt(url, token).telemetry(batch),
  });
  const keepTimeline = createTimelineKeeper({ state, now });
  const connection = createConnection({
    state,
    log,
    observer: {
      ...telemetry.observer,
      received(key, outcome, how, gap, message) {
        telemetry.observer.received(key, outcome, how, gap, message);
        if (outcome === 'applied' && message) keepTimeline(key, message);
      },
    },
    openSocket,
    apiFor: (server) => apiAt(server.url, server.token, server.kind),
    now,
    timers,
    random: () => Math.random(),
    touch: () => browser.runtime.getPlatformInfo(),
    client: {
      version: browser.runtime.getManifest().version,
      browser: import.meta.env.BROWSER,
      boot_id: bootId,
    },
    onReachable: () => void sender.sendIntents(),
  });

  const locale = async () => chooseLocale((await state.settings.get()).language, navigator.languages);
  const context: ActionContext = {
    state,
    connection,
    // Not without a token: then it is some server that is looked at, not the paired one.
    apiAt: (url, token, kind) =>
      apiAt(url, token, kind, token === undefined ? undefined : () => void connection.onAnswered()),
    now,
    newId,
    clientName: clientNameOf(navigator.userAgent),
    locale,
  };
  const sender = createSender(context);
  const discovery = createDiscovery(context);
  const setDiscoveryAlarm = async () => {
    const { name, minutes } = DISCOVERY_ALARM;
    await scheduleAlarm(browser.alarms, (await state.server.get()) ? minutes : null, { name, now });
  };
  /** Runs a task that nobody awaits: its failure is logged and stops nothing. Never rejects. */
  const attempt = (what: string, task: Promise<unknown>): Promise<void> =>
    task.then(
      () => undefined,
      (error: unknown) => log.add('error', `${what}: ${String(error)}`),
    );
  const notifier = createNotifier({
    state,
    notifications: browser.notifications as Notifications,
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    now,
    timers,
    rich: richNotifications,
  });
  const refresh = createRefresh({
    state,
    log,
    button: browser.action,
    alarms: browser.alarms,
    notifier,
    now,
    browserLanguages: () => navigator.languages,
    offerToFollow: createMenu(browser.contextMenus),
    onBadge: telemetry.badged,
  });

  const followConsent = async () => {
    const telemetry = await readTelemetryConsent(browser.permissions);
    if (telemetry === null || (await state.settings.get()).telemetry === telemetry) return;
    await savePreferences(context, { telemetry });
  };

  return {
    state,
    connection,
    context,
    sender,
    discovery,
    telemetry,
    attempt,
    setDiscoveryAlarm: () => attempt('Alarm', setDiscoveryAlarm()),
    refresh,
    /** Where the browser asks the person about figures of use, our setting says what they answered. */
    followConsent,
    sawNotification: notifier.saw,
    testNotification: async () =>
      notifier.test(createTranslator<WorkerWords>(workerWords[await locale()], await locale())),
    /** What each start of the worker has to do. */
    async wake(): Promise<void> {
      log.add('started');
      await attempt('Settings', migrateSettings(state.settings));
      await attempt('Consent', followConsent());
      const alarm = attempt('Alarm', setDiscoveryAlarm());
      await Promise.all([connection.ensure(), sender.sendIntents(), refresh(), alarm]);
    },
  };
}
export type Background = ReturnType<typeof createBackground>;
