import { launchExtension } from '../browser/launchExtension.ts';
import { badgeText, notificationsCreated, spyOnNotifications } from '../browser/notificationSpy.ts';
import { openPopup, pairByHand } from '../screens/screens.ts';
import { connectByHand } from '../server/basicServer.ts';
import type { InteropBrowser } from './wholeJob.ts';

/** Real Chromium with the built extension. */
export async function openChromium(): Promise<InteropBrowser> {
  const extension = await launchExtension();
  const worker = await extension.worker();
  await spyOnNotifications(worker);
  return {
    connect: (url, code) =>
      code === null ? connectByHand(extension, url) : pairByHand(extension, url, code),
    async openPopup() {
      const popup = await openPopup(extension);
      return {
        async start(url) {
          await popup.page.getByTestId('url').fill(url);
          await popup.page.getByTestId('start').click();
        },
        percent: async () => (await popup.percent()) ?? '',
        badge: () => badgeText(worker),
        ended: () => popup.earlier.count(),
        async openEnded() {
          const opening = extension.context.waitForEvent('page');
          await popup.earlier.locator('button.go').click();
          const steps = (await opening).getByTestId('timeline-step');
          await steps.last().waitFor();
          return steps.allTextContents();
        },
      };
    },
    notifications: () => notificationsCreated(worker),
    close: extension.close,
  };
}
