import { browser } from 'wxt/browser';
import { markRead } from '../actions/editRows';
import type { Background } from '../createBackground';

/** The notification's id is the job's key. */
export function registerNotifications({ context }: Background): void {
  browser.notifications.onClicked.addListener((key) => {
    void browser.notifications.clear(key);
    void markRead(context, key);
    const url = `${browser.runtime.getURL('/report.html')}#job=${encodeURIComponent(key)}`;
    void browser.tabs.create({ url }).then((tab) => browser.windows.update(tab.windowId, { focused: true }));
  });
}
