import { type Firefox, launchFirefox } from '../browser/launchFirefox.ts';
import { openScreen, pairByHand } from '../screens/firefoxScreens.ts';
import { poll } from '../screens/screens.ts';
import type { InteropBrowser } from './wholeJob.ts';

/** Connects on the welcome page without a pairing code. */
async function connectByHand(firefox: Firefox, url: string): Promise<void> {
  const page = await firefox.open('welcome.html');
  // A page in the background draws only every few seconds, so a click on it would wait that long.
  await page.bringToFront();
  await page.locator('[data-testid="server"]').fill(url);
  await page.locator('[data-testid="probe"]').click();
  await page.locator('[data-testid="connect-basic"]').click();
  await page.waitForSelector('[data-testid="connected"]');
  await page.close();
}

/** Real Firefox with the built extension. */
export async function openFirefox(): Promise<InteropBrowser> {
  const firefox = await launchFirefox();
  return {
    connect: (url, code) => (code === null ? connectByHand(firefox, url) : pairByHand(firefox, url, code)),
    async openPopup() {
      const popup = await openScreen(firefox, 'popup.html');
      return {
        async start(url) {
          await popup.page.locator('[data-testid="url"]').fill(url);
          await popup.click('start');
        },
        percent: () => popup.text('percent'),
        badge: popup.badge,
        ended: () => popup.count('earlier'),
        async openEnded() {
          await popup.page.locator('[data-testid="earlier"] button.go').click();
          await poll(async () => (await firefox.pagesAt('report.html#job=')).length === 1, 15_000);
          const [page] = await firefox.pagesAt('report.html#job=');
          await page?.waitForSelector('[data-testid="timeline-step"]');
          return (
            (await page?.$$eval('[data-testid="timeline-step"]', (steps) =>
              steps.map((step) => step.textContent ?? ''),
            )) ?? []
          );
        },
      };
    },
    notifications: firefox.privileged.alerts,
    close: firefox.close,
  };
}
