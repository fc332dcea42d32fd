import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endGroup } from './endGroup.ts';
import type { WatchedBrowser } from './longScenes.ts';

const extension = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));

/**
 * Starts Chromium as users run it, with a profile that has the extension. No debugger is attached, because a
 * debugger keeps the worker alive. The log of the server and the list of processes show what it does.
 */
export function openWatchedChromium(profile: string): WatchedBrowser {
  const browser: ChildProcess = spawn(
    process.env.SEO_LIVE_CHROMIUM ?? '/usr/bin/chromium',
    [
      '--headless=new',
      '--no-sandbox',
      `--user-data-dir=${profile}`,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      'about:blank',
    ],
    // A separate process group, so that `endGroup` also ends the child processes.
    { stdio: 'ignore', detached: true },
  );

  const parentOf = (pid: number): number => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return 0;
    }
  };
  const isOwnProcess = (pid: number): boolean => {
    for (let at = pid; at > 1; at = parentOf(at)) if (at === browser.pid) return true;
    return false;
  };

  /** Processes of the extension. No page of it is open, so these run its worker. */
  const workerProcesses = (): number[] =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => {
        try {
          return (
            pid > 0 &&
            readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process') &&
            isOwnProcess(pid)
          );
        } catch {
          return false;
        }
      });

  return {
    isAwake: async () => workerProcesses().length > 0,
    async endBackground() {
      for (const pid of workerProcesses()) process.kill(pid, 'SIGKILL');
    },
    close: () => endGroup(browser),
  };
}
