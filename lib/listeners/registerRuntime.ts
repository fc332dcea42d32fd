import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';

export function registerRuntime({ connection, refresh }: Background): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void connection.ensure();
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
  });
  browser.runtime.onStartup.addListener(() => {
    void connection.ensure();
    void refresh();
  });
  // A hint only: the connection decides for itself, since servers on this computer need no network.
  globalThis.addEventListener('online', () => void connection.onScreen());
}
