import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';
import { openPage } from '../effects/openPage';

/** Not shown to a paired person: a browser that loads the extension from a folder reports an installation at each start. */
async function welcome({ state }: Background): Promise<void> {
  if (await state.server.get()) return;
  await openPage('/welcome.html');
}

export function registerRuntime(background: Background): void {
  const { connection, refresh, discovery } = background;
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void connection.ensure();
    if (reason === 'install') void background.attempt('Welcome', welcome(background));
  });
  browser.runtime.onStartup.addListener(() => {
    void connection.ensure();
    void refresh();
    void discovery.look();
  });
  // Only a hint. The connection decides by itself, since servers on this computer need no network.
  globalThis.addEventListener('online', () => void connection.onScreen());
}
