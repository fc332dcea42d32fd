import type { LongBrowser } from './longScenes.ts';
import { openWatchedChromium } from './openWatchedChromium.ts';
import { openAskedFirefox, openFirefox } from './openWatchedFirefox.ts';
import { prepareChromium } from './prepareChromium.ts';
import { prepareFirefox } from './prepareFirefox.ts';

/** Without a debugger, all but the last. */
export const longBrowsers = {
  chromium: { prepare: prepareChromium, open: openWatchedChromium },
  firefox: { prepare: prepareFirefox, open: openFirefox },
  /** Says whether its event page sleeps. */
  askedFirefox: { prepare: prepareFirefox, open: openAskedFirefox },
} satisfies Record<string, LongBrowser>;
