import { browser } from 'wxt/browser';
import { SCREEN_PORT, sendMessage } from '../messages';
import { browserState } from '../state/browserState';
import { createStoredView } from '../state/createStoredView';
import type { JobView } from '../state/jobView';
import { createAbilities, type Permissions } from './createAbilities';
import { keepPortOpen } from './keepPortOpen';
import { reportPaints } from './reportPaints';

/**
 * What each entry gives its screen: the stored state, messages to the background, other pages.
 * `shows` tells which rows are on the screen, to measure latency. A screen without rows leaves it out.
 */
export function createScreenDeps(shows?: (job: JobView) => boolean) {
  const source = createStoredView(browserState);
  const timers = { set: (run: () => void, ms: number) => setTimeout(run, ms) };
  const abilities = createAbilities(browser.permissions as Permissions);
  keepPortOpen({
    connect: () => browser.runtime.connect({ name: SCREEN_PORT }),
    timers,
  });
  if (shows) {
    reportPaints({
      source,
      shows,
      isVisible: () => document.visibilityState === 'visible',
      afterPaint: (run) => void requestAnimationFrame(() => setTimeout(run)),
      timers,
      now: () => Date.now(),
      send: (paints) => sendMessage('painted', paints),
    });
  }
  return {
    source,
    sendMessage,
    browserLanguages: navigator.languages,
    version: browser.runtime.getManifest().version,
    abilities,
    openPage: async (path: string) => {
      await browser.tabs.create({ url: browser.runtime.getURL(path as '/report.html') });
    },
  };
}
export type ScreenDeps = ReturnType<typeof createScreenDeps>;
