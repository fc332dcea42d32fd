import { spawn } from 'node:child_process';
import { launchFirefox } from '../../tests/support/browser/launchFirefox.ts';
import { endGroup } from './endGroup.ts';
import type { WatchedBrowser } from './longScenes.ts';

/** Starts Firefox as users run it, without a debugger. Only the log of the server shows whether its event page runs. */
export function openWatchedFirefox(profile: string): WatchedBrowser {
  const browser = spawn(
    process.env.SEO_LIVE_FIREFOX ?? '/usr/bin/firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, 'about:blank'],
    // A separate process group, so that `endGroup` also ends the child processes.
    { stdio: 'ignore', detached: true },
  );
  return { isAwake: async () => null, close: () => endGroup(browser) };
}

/**
 * Starts a Firefox that can report the state of the event page. The process of the page proves nothing, because
 * the browser's own extensions share it. The question does not keep the page awake.
 */
export async function openInspectedFirefox(profile: string): Promise<WatchedBrowser> {
  const firefox = await launchFirefox({ profile });
  return {
    isAwake: async () => (await firefox.privileged.backgroundState()) === 'running',
    endBackground: () => firefox.privileged.endBackground(),
    close: firefox.close,
  };
}
