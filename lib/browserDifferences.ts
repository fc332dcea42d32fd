import type { UserManifest } from 'wxt';
import { EXTENSION_KEY, GECKO_ID } from '../protocol/src/ids.ts';

/** The part of the browser that opens what stands beside the page. */
export interface PanelApi {
  sidePanel?: { open(options: { windowId: number }): Promise<void> };
  sidebarAction?: { open(): Promise<void> };
}

interface DataConsent {
  data_collection: string[];
}

/** Where Chrome and Firefox differ for us. Nothing else in the extension asks which of them it runs in. */
export interface BrowserDifferences {
  /** May a notification have buttons, and stay until it is dismissed? */
  richNotifications: boolean;
  /** Must be asked for to stay open beside the page: a row of the welcome page. */
  panelPermission: boolean;
  /** The consent to send figures of use that the browser itself asks for; null: only our own setting does. */
  telemetryConsent: DataConsent | null;
  /** Opens panel or sidebar; called in a click, before anything is awaited. `windowId`: of the window it is for. */
  openPanel(api: PanelApi, windowId: Promise<number>): Promise<void>;
}

const chrome: BrowserDifferences = {
  richNotifications: true,
  panelPermission: true,
  telemetryConsent: null,
  // Chrome insists on being told the window; its gesture outlives the question for it.
  openPanel: async (api, windowId) => api.sidePanel?.open({ windowId: await windowId }),
};

const firefox: BrowserDifferences = {
  // `notifications.create` throws at `buttons` and `requireInteraction`, and its event for buttons never comes.
  richNotifications: false,
  panelPermission: false,
  // Mozilla's rule: whoever declares `technicalAndInteraction` sends such figures only while it is granted.
  telemetryConsent: { data_collection: ['technicalAndInteraction'] },
  // Firefox forgets the gesture at the first `await`.
  openPanel: (api) => api.sidebarAction?.open() ?? Promise.resolve(),
};

/** Those of the browser this build is for. */
export const thisBrowser = import.meta.env?.FIREFOX ? firefox : chrome;

const chromeManifest: UserManifest = {
  // Stores sign with their own key; this one fixes the id, and with it the Origin, of unpacked builds.
  key: EXTENSION_KEY,
  // The first with `light-dark()`, which our colours are made of.
  minimum_chrome_version: '123',
};

const firefoxManifest: UserManifest = {
  browser_specific_settings: {
    gecko: {
      // Without it, each temporary installation is another extension.
      id: GECKO_ID,
      // The first that asks the person about what `data_collection_permissions` says.
      strict_min_version: '140.0',
      // Mozilla counts whatever leaves the browser, also to a server of the person's own: the addresses to be
      // scanned; the pairing code and the token; and, where allowed, the figures of docs/telemetry.md.
      data_collection_permissions: {
        required: ['browsingActivity', 'authenticationInfo'],
        optional: ['technicalAndInteraction'],
      },
    },
  },
};

/** What only the manifest for that browser has, as WXT calls it. WXT itself adds panel or sidebar. */
export const manifestFor = (browser: string): UserManifest =>
  browser === 'firefox' ? firefoxManifest : chromeManifest;

/** What the person told the browser about figures of use; null where it does not ask. */
export async function telemetryConsent(permissions: { getAll(): Promise<object> }): Promise<boolean | null> {
  const wanted = thisBrowser.telemetryConsent?.data_collection;
  if (!wanted) return null;
  const { data_collection: given = [] } = (await permissions.getAll()) as Partial<DataConsent>;
  return wanted.every((name) => given.includes(name));
}
