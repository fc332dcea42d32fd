import type { Worker } from '@playwright/test';
import type { JobKey } from '../../../lib/state/jobKey.ts';
import { jobKeyOfNotifiedId } from '../../../lib/state/notified.ts';

export interface CreatedNotification {
  id: string;
  title: string;
  message: string;
}

/** The scan that a notification of this id is about, or the first of several. */
export const notifiedKey = (id: string): JobKey => jobKeyOfNotifiedId(id);

/**
 * Records each call of the real `notifications.create` in storage.local, then passes it on. Headless Chromium
 * lists only the ids of visible notifications, and a worker's memory ends with the worker.
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
          const { created = [] } = (await chrome.storage.local.get('created')) as { created?: unknown[] };
          await chrome.storage.local.set({
            created: [...created, { id, title: options.title, message: options.message }],
          });
          return create(id, options);
        },
      });
    }
  });
}

export function notificationsCreated(worker: Worker): Promise<CreatedNotification[]> {
  return worker.evaluate(async () => {
    const { created = [] } = (await chrome.storage.local.get('created')) as {
      created?: { id: string; title: string; message: string }[];
    };
    return created;
  });
}

export function notificationsVisible(worker: Worker): Promise<string[]> {
  return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
}

export function badgeText(worker: Worker): Promise<string> {
  return worker.evaluate(() => chrome.action.getBadgeText({}));
}
