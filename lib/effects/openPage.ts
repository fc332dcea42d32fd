import { browser } from 'wxt/browser';

/** Opens a page of ours in front; on its own when the browser runs without any window. */
export async function openPage(path: string): Promise<void> {
  const url = browser.runtime.getURL(path as '/report.html');
  const tab = await browser.tabs.create({ url }).catch(() => null);
  if (tab) await browser.windows.update(tab.windowId, { focused: true });
  else await browser.windows.create({ url, focused: true });
}
