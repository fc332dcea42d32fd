import { browser } from 'wxt/browser';
import { markRead } from '../actions/dismiss';
import { scanAgain } from '../actions/scanAgain';
import { richNotifications } from '../browserDifferences';
import type { Background } from '../createBackground';
import { openPage } from '../effects/openPage';
import type { JobKey } from '../state/jobKey';
import { jobKeyOfNotifiedId } from '../state/notified';

/** The scans of a notification. If it is no longer in the list, its id still has the key of its first scan. */
async function keysOf({ state }: Background, id: string): Promise<JobKey[]> {
  return (await state.notified.get()).find((entry) => entry.id === id)?.keys ?? [jobKeyOfNotifiedId(id)];
}

/** A click opens the report; with several scans, the list of notifications. */
async function openNotified(background: Background, id: string): Promise<void> {
  const [key, ...others] = id === 'test' ? [] : await keysOf(background, id);
  if (!key || others.length > 0) return openPage('/options.html#notifications');
  const page = openPage(`/report.html#job=${encodeURIComponent(key)}`);
  await Promise.all([page, markRead(background.context, key)]);
}

async function startAgain(background: Background, id: string): Promise<void> {
  const [key] = await keysOf(background, id);
  if (key) await scanAgain(background.context, background.sender, key);
}

export function registerNotifications(background: Background): void {
  const { attempt, sawNotification } = background;
  const clear = (id: string) => {
    sawNotification(id);
    void attempt('Notification', browser.notifications.clear(id));
  };
  // The worker may have been killed before it stored that the notification was shown. The event wakes the next
  // instance, which must not show it again.
  browser.notifications.onClosed.addListener(sawNotification);
  browser.notifications.onClicked.addListener((id) => {
    clear(id);
    void attempt('Notification', openNotified(background, id));
  });
  if (!richNotifications) return;
  browser.notifications.onButtonClicked.addListener((id, button) => {
    clear(id);
    const act = button === 0 ? openNotified : startAgain;
    void attempt('Notification', act(background, id));
  });
}
