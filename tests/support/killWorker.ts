import { expect, type Page } from '@playwright/test';

const workers = (page: Page) =>
  page.evaluate(
    async () =>
      (await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND' as chrome.runtime.ContextType] }))
        .length,
  );

/** Stops the background's worker as the browser does, from an extension page, and sees that it is gone. */
export async function killWorker(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

/** Polls until a background worker runs again. */
export async function untilWorkerRuns(page: Page): Promise<void> {
  await expect.poll(() => workers(page), { timeout: 10_000 }).toBe(1);
}
