import { browser } from 'wxt/browser';
import { SCREEN_PORT, sendMessage } from '../messages';
import { browserState } from '../state/browserState';
import { createStoredView } from '../state/storedView';
import { holdPort } from './holdPort';

/** What every screen is given by its door: stored state, a way to ask the background, other pages. */
export function createScreenDeps() {
  holdPort({
    connect: () => browser.runtime.connect({ name: SCREEN_PORT }),
    after: (ms, run) => {
      setTimeout(run, ms);
    },
  });
  return {
    source: createStoredView(browserState),
    sendMessage,
    browserLanguages: navigator.languages,
    version: browser.runtime.getManifest().version,
    openPage: async (path: string) => {
      await browser.tabs.create({ url: browser.runtime.getURL(path as '/report.html') });
    },
  };
}
export type ScreenDeps = ReturnType<typeof createScreenDeps>;
