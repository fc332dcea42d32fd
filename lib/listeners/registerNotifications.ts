import { browser } from 'wxt/browser';
import { markRead } from '../actions/editRows';
import { scanAgain } from '../actions/scanAgain';
import { thisBrowser } from '../browserDifferences';
import type { Background } from '../createBackground';

async function open(path: string): Promise<void> {
  const tab = await browser.tabs.create({ url: browser.runtime.getURL(path as '/report.html') });
  await browser.windows.update(tab.windowId, { focused: true });
}

/** What a notification is about; one that nobody remembers bears the key of its job. */
async function keysOf({ state }: Background, id: string): Promise<string[]> {
  return (await state.notified.get()).find((entry) => entry.id === id)?.keys ?? [id];
}

/** A click opens the report, or the list of what was told when it was about several. */
async function openTold(background: Background, id: string): Promise<void> {
  const [key, ...others] = id === 'test' ? [] : await keysOf(background, id);
  if (!key || others.length > 0) return open('/options.html#notifications');
  await markRead(background.context, key);
  await open(`/report.html#job=${encodeURIComponent(key)}`);
}

async function startAgain(background: Background, id: string): Promise<void> {
  const [key] = await keysOf(background, id);
  if (key) await scanAgain(background.context, background.sender, key);
}

export function registerNotifications(background: Background): void {
  browser.notifications.onClicked.addListener((id) => {
    void browser.notifications.clear(id);
    void openTold(background, id);
  });
  if (!thisBrowser.richNotifications) return;
  browser.notifications.onButtonClicked.addListener((id, button) => {
    void browser.notifications.clear(id);
    void (button === 0 ? openTold(background, id) : startAgain(background, id));
  });
}
