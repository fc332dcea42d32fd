import type { Browser } from 'puppeteer-core';
import { GECKO_ID } from '../../../protocol/src/extensionId.ts';

/** What `--remote-allow-system-access` adds to WebDriver BiDi; puppeteer-core has it, but not in its types. */
interface BidiConnection {
  send(method: string, parameters: object): Promise<{ result: BidiResult }>;
}
interface BidiResult {
  contexts?: { context: string }[];
  type?: string;
  result?: { value?: string };
  exceptionDetails?: { text?: string };
}

export interface Alert {
  id: string;
  title: string;
  text: string;
}

const EXTENSION = `WebExtensionPolicy.getByID(${JSON.stringify(GECKO_ID)}).extension`;
const PERMISSIONS =
  'ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs").ExtensionPermissions';

/** Replaces the system's notification service: records each notification and keeps it on the screen. */
const recordingAlerts = `
  const alerts = [];
  window.seoLiveAlerts = alerts;
  const service = {
    QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']),
    showAlert(alert, listener) {
      alerts.push({ id: alert.name, title: alert.title, text: alert.text, listener, cookie: alert.cookie });
      listener?.observe(null, 'alertshow', alert.cookie);
    },
    closeAlert() {},
  };
  Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
    Services.uuid.generateUUID(), 'recording alerts', '@mozilla.org/alerts-service;1',
    { createInstance: (iid) => service.QueryInterface(iid) },
  );`;

/** Access to the browser's privileged scope: switches of about:addons, and notifications sent to the system. */
export async function createPrivileged(browser: Browser) {
  const { connection } = browser as unknown as { connection: BidiConnection };
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const context = tree.result.contexts?.[0]?.context;

  /** Runs the body of an async function; its result must be JSON. */
  async function run<T>(body: string): Promise<T> {
    const { result } = await connection.send('script.evaluate', {
      expression: `(async () => { ${body} })().then((value) => JSON.stringify(value ?? null))`,
      target: { context },
      awaitPromise: true,
    });
    if (result.type === 'exception') throw new Error(result.exceptionDetails?.text);
    return JSON.parse(result.result?.value ?? 'null') as T;
  }

  return {
    run,
    recordAlerts: () => run<null>(recordingAlerts),
    preferColorScheme: (scheme: 'light' | 'dark') =>
      run<null>(
        `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${scheme === 'dark' ? 0 : 1})`,
      ),
    /** Every notification shown, in order. */
    alerts: () =>
      run<Alert[]>('return window.seoLiveAlerts.map(({ id, title, text }) => ({ id, title, text }))'),
    clickAlert: (index: number) =>
      run<null>(`const { listener, cookie } = window.seoLiveAlerts[${index}];
        listener.observe(null, 'alertclickcallback', cookie);`),
    /** The notification leaves the screen by itself. */
    endAlert: (index: number) =>
      run<null>(`const { listener, cookie } = window.seoLiveAlerts[${index}];
        listener.observe(null, 'alertfinished', cookie);`),
    /** State of the event page: `running`, `stopped` … */
    backgroundState: () => run<string>(`return ${EXTENSION}.backgroundState`),
    /** Stops the event page as the browser does after 30 s without an event. */
    endBackground: () =>
      run<null>(`await ${EXTENSION}.terminateBackground({ ignoreDevToolsAttached: true })`),
    /** Revokes access to an origin as the switch in about:addons does. */
    takeAccess: (origin: string) =>
      run<null>(`await ${PERMISSIONS}.remove(${JSON.stringify(GECKO_ID)},
        { permissions: [], origins: [${JSON.stringify(origin)}], data_collection: [] }, ${EXTENSION})`),
    giveConsent: () =>
      run<null>(`await ${PERMISSIONS}.add(${JSON.stringify(GECKO_ID)},
        { permissions: [], origins: [], data_collection: ['technicalAndInteraction'] }, ${EXTENSION})`),
    sidebar: () =>
      run<{ open: boolean; id: string }>(
        'return { open: SidebarController.isOpen, id: String(SidebarController.currentID) }',
      ),
  };
}
export type Privileged = Awaited<ReturnType<typeof createPrivileged>>;
