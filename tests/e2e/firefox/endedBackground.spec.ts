import { startSampleSite } from '../../support/sampleSite/site.ts';
import { expect, test } from '../../support/screens/firefoxScene.ts';
import { openScreen } from '../../support/screens/firefoxScreens.ts';

test('an event page that ends in mid-scan: the open popup starts the next, which continues and notifies once', async ({
  paired,
  boots,
}) => {
  const site = await startSampleSite();
  try {
    const popup = await openScreen(paired, 'popup.html');
    await popup.start(`${site.origin}/`, { rate: 16 });
    await expect.poll(() => popup.percent(), { timeout: 30_000 }).toBeGreaterThanOrEqual(10);
    await expect.poll(() => boots.length).toBe(1);

    await paired.privileged.endBackground();
    await expect.poll(() => new Set(boots).size, { timeout: 30_000 }).toBe(2);
    await expect.poll(() => popup.connection()).toBe('live');

    await expect.poll(() => popup.count('earlier'), { timeout: 90_000 }).toBe(1);
    await expect.poll(() => paired.privileged.alerts()).toHaveLength(1);
    // The background ends after the scan: the next instance finds the notification and does not repeat it.
    await paired.privileged.endBackground();
    await expect.poll(() => paired.privileged.backgroundState()).toBe('running');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await paired.privileged.alerts()).toHaveLength(1);

    // With no screen open, the end of the notification starts the next instance. Unit tests of the notifier
    // prove what it does then; this test proves that it receives the event.
    for (const page of await paired.pagesAt('')) await page.close();
    await paired.privileged.endBackground();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await paired.privileged.backgroundState()).toBe('stopped');
    await paired.privileged.endAlert(0);
    await expect.poll(() => paired.privileged.backgroundState()).toBe('running');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await paired.privileged.alerts()).toHaveLength(1);
  } finally {
    await site.close();
  }
});
