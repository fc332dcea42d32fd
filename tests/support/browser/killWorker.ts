import type { Page } from '@playwright/test';

/** Stops the service worker as the browser does, from an extension page. The next event starts a new instance. */
export async function killWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
