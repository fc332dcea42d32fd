import type { UserManifest } from 'wxt';
import { EXTENSION_KEY, GECKO_ID } from '../protocol/src/extensionId.ts';

// Where Chrome and Firefox differ for us, and why. Nothing else in the extension asks which of them it runs
// in, but to say its name to the server. Each is a constant of the build, so that neither carries what only the other needs.

const isFirefox = import.meta.env?.BROWSER === 'firefox';

/**
 * May a notification have buttons, and stay until it is dismissed? Firefox's `notifications.create` throws
 * at both, and its event for buttons never comes.
 */
export const richNotifications = !isFirefox;

/** Chrome's side panel needs a permission, which the welcome page explains; Firefox's sidebar none. */
export const panelNeedsPermission = !isFirefox;

interface DataConsent {
  data_collection: string[];
}

/**
 * The consent to send figures of use that the browser itself asks for; null: only our own setting does.
 * Mozilla's rule: whoever declares it optional sends such figures only while it is granted.
 */
export const telemetryConsent: DataConsent | null = isFirefox
  ? { data_collection: ['technicalAndInteraction'] }
  : null;

/** What the person told the browser about figures of use; null where it does not ask. */
export async function readTelemetryConsent(permissions: {
  getAll(): Promise<object>;
}): Promise<boolean | null> {
  if (!telemetryConsent) return null;
  const { data_collection: given = [] } = (await permissions.getAll()) as Partial<DataConsent>;
  return telemetryConsent.data_collection.every((name) => given.includes(name));
}

/** The part of the browser that opens what stands beside the page. */
export interface PanelApi {
  sidePanel?: { open(options: { windowId: number }): Promise<void> };
  sidebarAction?: { open(): Promise<void> };
}

const noPanel = (): Promise<never> => Promise.reject(new Error('This browser has no panel.'));

/**
 * Opens panel or sidebar, or rejects; called in a click, before anything is awaited, since Firefox forgets the gesture
 * at the first `await`. Chrome insists on being told the window; its gesture outlives the question for it.
 */
export const openPanel: (api: PanelApi, windowId: Promise<number>) => Promise<void> = isFirefox
  ? async ({ sidebarAction }) => sidebarAction?.open() ?? noPanel()
  : async ({ sidePanel }, windowId) => sidePanel?.open({ windowId: await windowId }) ?? noPanel();

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
