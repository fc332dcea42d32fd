import { expect, test } from '../../support/screens/firefoxScene.ts';
import { openScreen } from '../../support/screens/firefoxScreens.ts';
import { startSmallSite } from '../../support/sites/smallSite.ts';

test('the popup opens the sidebar, which is closed until then', async ({ paired }) => {
  expect((await paired.privileged.sidebar()).open).toBe(false);
  const popup = await openScreen(paired, 'popup.html');
  await popup.click('open-panel');
  await expect
    .poll(() => paired.privileged.sidebar())
    .toEqual({ open: true, id: 'seo-live_seo-live-sidebar-action' });
});

test('the sidebar shows a scan as the popup does, with its live view under it', async ({ paired }) => {
  const site = await startSmallSite({ pages: 30 });
  try {
    const panel = await openScreen(paired, 'sidepanel.html');
    await panel.page.setViewport({ width: 320, height: 640 });
    await panel.start(site.url, { rate: 8 });
    await expect.poll(() => panel.count('live')).toBe(1);
    await expect.poll(() => panel.text('live')).toContain('Reading pages');
    await expect.poll(() => panel.count('earlier'), { timeout: 90_000 }).toBe(1);
    expect(await panel.count('live')).toBe(0);
  } finally {
    await site.close();
  }
});

test('telemetry is sent only while the browser permits it', async ({ paired }) => {
  const options = await paired.open('options.html');
  const isOn = () =>
    options.evaluate(async () => {
      const { settings } = (await chrome.storage.local.get('settings')) as {
        settings?: { telemetry: boolean };
      };
      return settings?.telemetry;
    });
  await expect.poll(isOn).toBe(false);
  await options.locator('#quality .switch input').click();
  await expect.poll(isOn).toBe(true);
  await options.locator('#quality .switch input').click();
  await expect.poll(isOn).toBe(false);
  await paired.privileged.giveConsent();
  await expect.poll(isOn).toBe(true);
});
