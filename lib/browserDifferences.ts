import type { UserManifest } from 'wxt';
import { EXTENSION_KEY, GECKO_ID } from '../protocol/src/extensionId.ts';

// Where Chrome and Firefox differ, and why. Other files ask for the browser only to report its name to the
// server. Each difference is a constant of the build, so that a build has no code for the other browser.

const isFirefox = import.meta.env?.BROWSER === 'firefox';

/**
 * Whether a notification can have buttons and stay until it is dismissed. In Firefox `notifications.create`
 * throws for both, and the event for buttons is never sent.
 */
export const richNotifications = !isFirefox;

/** Chrome's side panel needs a permission, which the welcome page explains. Firefox's sidebar needs none. */
export const panelNeedsPermission = !isFirefox;

interface DataConsent {
  data_collection: string[];
}

/**
 * The browser's own consent to sending figures of use; null: only the setting of the extension counts.
 * Mozilla's rule: an extension that declares this consent as optional sends figures only while it is granted.
 */
export const telemetryConsent: DataConsent | null = isFirefox
  ? { data_collection: ['technicalAndInteraction'] }
  : null;

/** Whether the person has given the browser's own consent; null in a browser without one. */
export async function readTelemetryConsent(permissions: {
  getAll(): Promise<object>;
}): Promise<boolean | null> {
  if (!telemetryConsent) return null;
  const { data_collection: given = [] } = (await permissions.getAll()) as Partial<DataConsent>;
  return telemetryConsent.data_collection.every((name) => given.includes(name));
}

/** The part of the browser that opens side panel or sidebar. */
export interface PanelApi {
  sidePanel?: { open(options: { windowId: number }): Promise<void> };
  sidebarAction?: { open(): Promise<void> };
}

const noPanel = (): Promise<never> => Promise.reject(new Error('This browser has no panel.'));

/**
 * Opens panel or sidebar, or rejects. Must be called in a click handler before any `await`, because Firefox
 * forgets the user gesture at the first one. Chrome needs the window's id, and keeps the gesture meanwhile.
 */
export const openPanel: (api: PanelApi, windowId: Promise<number>) => Promise<void> = isFirefox
  ? async ({ sidebarAction }) => sidebarAction?.open() ?? noPanel()
  : async ({ sidePanel }, windowId) => sidePanel?.open({ windowId: await windowId }) ?? noPanel();

const chromeManifest: UserManifest = {
  // Stores sign with their own key; this one fixes the id, and with it the Origin, of unpacked builds.
  key: EXTENSION_KEY,
  // The first version with `light-dark()`, which all colours use.
  minimum_chrome_version: '123',
};

const firefoxManifest: UserManifest = {
  browser_specific_settings: {
    gecko: {
      // Without it, each temporary installation would have another id.
      id: GECKO_ID,
      // The first version that asks for consent to `data_collection_permissions`.
      strict_min_version: '140.0',
      // For Mozilla, all data that leaves the browser counts, also data for the person's own server: the
      // addresses to scan; pairing code and token; and, with consent, the figures of docs/telemetry.md.
      data_collection_permissions: {
        required: ['browsingActivity', 'authenticationInfo'],
        optional: ['technicalAndInteraction'],
      },
    },
  },
};

/** The part of the manifest that only this browser has. WXT adds side panel or sidebar itself. */
export const manifestFor = (browser: string): UserManifest =>
  browser === 'firefox' ? firefoxManifest : chromeManifest;
