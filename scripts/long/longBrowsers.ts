import type { LongBrowser } from './longScenes.ts';
import { openWatchedChromium } from './openWatchedChromium.ts';
import { openInspectedFirefox, openWatchedFirefox } from './openWatchedFirefox.ts';
import { prepareChromium } from './prepareChromium.ts';
import { prepareFirefox } from './prepareFirefox.ts';

/** Only the last one has a debugger attached. */
export const longBrowsers = {
  chromium: { prepare: prepareChromium, open: openWatchedChromium },
  firefox: { prepare: prepareFirefox, open: openWatchedFirefox },
  /** Can report whether its event page sleeps. */
  inspectedFirefox: { prepare: prepareFirefox, open: openInspectedFirefox },
} satisfies Record<string, LongBrowser>;
