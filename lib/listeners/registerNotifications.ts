import { browser } from 'wxt/browser';
import { markRead } from '../actions/dismiss';
import { scanAgain } from '../actions/scanAgain';
import { richNotifications } from '../browserDifferences';
import type { Background } from '../createBackground';
import { openPage } from '../effects/openPage';
import type { JobKey } from '../state/jobKey';
import { jobKeyOfNotifiedId } from '../state/notified';

/** What a notification is about; the id of one that nobody remembers begins with the key of its first job. */
async function keysOf({ state }: Background, id: string): Promise<JobKey[]> {
  return (await state.notified.get()).find((entry) => entry.id === id)?.keys ?? [jobKeyOfNotifiedId(id)];
}

/** A click opens the report, or the list of what was told when it was about several. */
async function openTold(background: Background, id: string): Promise<void> {
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
  // Of one whose worker died before it was noted, this wakes the next life, which then must not show it again.
  browser.notifications.onClosed.addListener(sawNotification);
  browser.notifications.onClicked.addListener((id) => {
    clear(id);
    void attempt('Notification', openTold(background, id));
  });
  if (!richNotifications) return;
  browser.notifications.onButtonClicked.addListener((id, button) => {
    clear(id);
    const act = button === 0 ? openTold : startAgain;
    void attempt('Notification', act(background, id));
  });
}
