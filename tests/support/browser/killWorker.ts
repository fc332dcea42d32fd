import type { Page } from '@playwright/test';

/** Stops the background's worker as the browser does, from an extension page. The next event wakes a new life. */
export async function killWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
