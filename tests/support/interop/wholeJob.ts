import { expect } from '@playwright/test';
import { poll } from '../screens/screens.ts';
import type { InteropServer } from './servers.ts';

/** What a person sees and does in the browser, the same for Chromium and Firefox. */
export interface InteropBrowser {
  /** Pairs by hand with a code; without one, connects to a basic server. */
  connect(url: string, code: string | null): Promise<void>;
  openPopup(): Promise<InteropPopup>;
  /** Every notification shown so far. */
  notifications(): Promise<{ title: string }[]>;
  close(): Promise<void>;
}

export interface InteropPopup {
  start(url: string): Promise<void>;
  /** As shown; empty when there is none. */
  percent(): Promise<string>;
  badge(): Promise<string>;
  /** Number of rows of ended scans. */
  ended(): Promise<number>;
  /** Clicks the first of them. Returns the text of each step on the page that opens. */
  openEnded(): Promise<string[]>;
}

/** Connects, starts a scan, and checks progress, badge, the one notification and the timeline. */
async function doTheJob(browser: InteropBrowser, server: InteropServer): Promise<void> {
  await browser.connect(server.url, await server.code());
  const popup = await browser.openPopup();
  await popup.start(server.site);

  const seen = { popup: new Set<string>(), badge: new Set<string>() };
  await poll(async () => {
    const [percent, badge] = [await popup.percent(), await popup.badge()];
    if (percent) seen.popup.add(percent);
    if (/^\d+%$/.test(badge)) seen.badge.add(badge);
    return (await popup.ended()) === 1;
  }, 60_000);
  expect(seen.popup.size).toBeGreaterThanOrEqual(4);
  expect(seen.badge.size).toBeGreaterThanOrEqual(4);

  await expect.poll(async () => (await browser.notifications()).length).toBe(1);
  const steps = await popup.openEnded();
  expect(steps.filter((step) => server.step.test(step))).toHaveLength(1);
  expect(steps.at(-1)).toMatch(server.end);
  // A second notification would come within this time.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const notifications = await browser.notifications();
  expect(notifications).toHaveLength(1);
  expect(notifications[0]?.title).toMatch(server.title);
}

/** Opens a server and a browser, does the whole job, and closes both. */
export async function wholeJob(
  openBrowser: () => Promise<InteropBrowser>,
  openServer: () => Promise<InteropServer>,
): Promise<void> {
  const server = await openServer();
  try {
    const browser = await openBrowser();
    try {
      await doTheJob(browser, server);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
