import { spawn } from 'node:child_process';
import { launchFirefox } from '../../tests/support/browser/launchFirefox.ts';
import { endGroup } from './endGroup.ts';
import type { WatchedBrowser } from './longScenes.ts';

/** Firefox as people run it, with nothing attached: whether its event page lives is seen by the server alone. */
export function openFirefox(profile: string): WatchedBrowser {
  const browser = spawn(
    process.env.SEO_LIVE_FIREFOX ?? '/usr/bin/firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, 'about:blank'],
    // A group of its own, so that everything it started ends with it.
    { stdio: 'ignore', detached: true },
  );
  return { isAwake: async () => null, close: () => endGroup(browser) };
}

/**
 * The same, asked now and then for the state of the event page. That its process is there says nothing:
 * it is shared with the browser's own extensions. Being asked does not keep the page awake, or it would
 * never be seen asleep.
 */
export async function openAskedFirefox(profile: string): Promise<WatchedBrowser> {
  const firefox = await launchFirefox({ profile });
  return {
    isAwake: async () => (await firefox.privileged.backgroundState()) === 'running',
    endBackground: () => firefox.privileged.endBackground(),
    close: firefox.close,
  };
}
