import { expect } from '@playwright/test';
import { poll } from '../screens/screens.ts';
import type { InteropServer } from './servers.ts';

/** What a person sees and does in a browser, whichever it is. */
export interface InteropBrowser {
  /** Pairs by hand where there is a code, else connects as one does to a plain server. */
  connect(url: string, code: string | null): Promise<void>;
  openPopup(): Promise<InteropPopup>;
  /** Every notification that was shown so far. */
  told(): Promise<{ title: string }[]>;
  close(): Promise<void>;
}

export interface InteropPopup {
  start(url: string): Promise<void>;
  /** As shown; empty when there is none. */
  percent(): Promise<string>;
  badge(): Promise<string>;
  /** Rows of scans that have ended. */
  ended(): Promise<number>;
  /** Clicks the first of them; answers the steps of the page that opens, each as its text. */
  openEnded(): Promise<string[]>;
}

/** Connect, start, progress, badge, one notification, the end, and what there is in place of a report. */
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

  await expect.poll(async () => (await browser.told()).length).toBe(1);
  const steps = await popup.openEnded();
  expect(steps.filter((step) => server.step.test(step))).toHaveLength(1);
  expect(steps.at(-1)).toMatch(server.end);
  // Time enough for a second one, if there were a second one.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const told = await browser.told();
  expect(told).toHaveLength(1);
  expect(told[0]?.title).toMatch(server.title);
}

/** The whole job, with both of them opened and closed again. */
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
