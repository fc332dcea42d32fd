import type { Worker } from '@playwright/test';
import type { JobKey } from '../../../lib/state/jobKey.ts';
import { jobKeyOfNotifiedId } from '../../../lib/state/notified.ts';

export interface Told {
  id: string;
  title: string;
  message: string;
}

/** The scan that a notification of this id is about, or the first of several. */
export const notifiedKey = (id: string): JobKey => jobKeyOfNotifiedId(id);

/**
 * Notes each call of the real `notifications.create` in storage.local, then lets it through. Headless
 * Chromium tells only the ids of what is visible, and a worker's memory dies with it.
 */
export async function spyOnNotifications(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const scope = globalThis as unknown as { browser?: typeof chrome; spied?: boolean };
    if (scope.spied) return;
    scope.spied = true;
    const places = new Set([chrome.notifications, scope.browser?.notifications]);
    for (const place of places) {
      if (!place) continue;
      const create = place.create.bind(place) as unknown as (
        id: string,
        options: { title: string; message: string },
      ) => Promise<string>;
      Object.assign(place, {
        create: async (id: string, options: { title: string; message: string }) => {
          const { told = [] } = (await chrome.storage.local.get('told')) as { told?: unknown[] };
          await chrome.storage.local.set({
            told: [...told, { id, title: options.title, message: options.message }],
          });
          return create(id, options);
        },
      });
    }
  });
}

export function notificationsCreated(worker: Worker): Promise<Told[]> {
  return worker.evaluate(async () => {
    const { told = [] } = (await chrome.storage.local.get('told')) as {
      told?: { id: string; title: string; message: string }[];
    };
    return told;
  });
}

export function notificationsVisible(worker: Worker): Promise<string[]> {
  return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
}

export function badgeText(worker: Worker): Promise<string> {
  return worker.evaluate(() => chrome.action.getBadgeText({}));
}
