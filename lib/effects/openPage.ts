import { browser } from 'wxt/browser';

/** Opens a page of the extension in front; in a new window if the browser runs without one. */
export async function openPage(path: string): Promise<void> {
  const url = browser.runtime.getURL(path as '/report.html');
  const tab = await browser.tabs.create({ url }).catch(() => null);
  if (tab) await browser.windows.update(tab.windowId, { focused: true });
  else await browser.windows.create({ url, focused: true });
}
