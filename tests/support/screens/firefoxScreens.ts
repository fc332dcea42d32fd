import type { Page } from 'puppeteer-core';
import type { Firefox } from '../browser/launchFirefox.ts';

const byTestId = (name: string) => `[data-testid="${name}"]`;

/** Pairs on the welcome page as a person does: a link fills the form, a click submits it. */
export async function pairByHand(firefox: Firefox, server: string, code: string): Promise<void> {
  const page = await firefox.open(`welcome.html#server=${encodeURIComponent(server)}&code=${code}`);
  await page.locator(byTestId('connect')).click();
  await page.waitForSelector(byTestId('connected'));
  await page.close();
}

export type FirefoxScreen = ReturnType<typeof screenOf>;

/** Opens popup or panel in a tab, where it does not close when it loses focus. */
export async function openScreen(
  firefox: Firefox,
  name: 'popup.html' | 'sidepanel.html',
): Promise<FirefoxScreen> {
  const page = await firefox.open(name);
  await page.setViewport({ width: 400, height: 640 });
  return screenOf(page);
}

function screenOf(page: Page) {
  const fill = (testId: string, value: string) => page.locator(byTestId(testId)).fill(value);
  return {
    page,
    click: (testId: string) => page.locator(byTestId(testId)).click(),
    count: async (testId: string) => (await page.$$(byTestId(testId))).length,
    /** Text of the first element with that test id; empty when there is none. */
    text: (testId: string) =>
      page.$eval(byTestId(testId), (element) => element.textContent ?? '').catch(() => ''),
    attribute: (testId: string, name: string) =>
      page.$eval(byTestId(testId), (element, wanted) => element.getAttribute(wanted), name).catch(() => null),
    wholeText: () => page.evaluate(() => document.body.innerText),
    badge: () => page.evaluate(() => chrome.action.getBadgeText({})),
    visibleNotifications: () => page.evaluate(async () => Object.keys(await chrome.notifications.getAll())),
    /** The connection state shown by the pill. */
    connection() {
      return this.attribute('connection', 'data-state');
    },
    /** `rate`: requests per second. */
    async start(url: string, { rate, maxPages }: { rate: number; maxPages?: number }) {
      if ((await this.count('rate')) === 0) await page.locator('button.fold').click();
      await fill('rate', String(rate));
      if (maxPages) await fill('max-pages', String(maxPages));
      await fill('url', url);
      await this.click('start');
    },
    async percent(): Promise<number> {
      return Number.parseInt(await this.text('percent'), 10) || 0;
    },
  };
}
