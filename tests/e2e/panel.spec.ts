import { expect, test } from '../support/screens/scene.ts';
import { openPopup } from '../support/screens/screens.ts';
import { startSmallSite } from '../support/sites/smallSite.ts';

test('the popup opens the side panel of its window; the toolbar still opens the popup', async ({
  paired,
}) => {
  const popup = await openPopup(paired);
  const panels = () =>
    popup.page.evaluate(async () =>
      (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL' as chrome.runtime.ContextType] })).map(
        ({ documentUrl }) => documentUrl,
      ),
    );
  expect(await panels()).toEqual([]);
  await popup.page.getByTestId('open-panel').click();
  await expect.poll(panels).toEqual([paired.url('sidepanel.html')]);
  const worker = await paired.worker();
  expect(await worker.evaluate(() => chrome.sidePanel.getPanelBehavior())).toMatchObject({
    openPanelOnActionClick: false,
  });
});

test('the panel shows a scan once, as live view, until it ends', async ({ paired }) => {
  const site = await startSmallSite({ pages: 30 });
  try {
    const panel = await paired.open('sidepanel.html');
    await panel.setViewportSize({ width: 320, height: 640 });
    await panel.locator('button.fold').click();
    await panel.getByTestId('rate').fill('8');
    await panel.getByTestId('url').fill(site.url);
    await panel.getByTestId('start').click();
    await expect(panel.getByTestId('live')).toContainText('Reading pages');
    await expect(panel.getByTestId('job')).toHaveCount(0);
    await expect(panel.getByTestId('earlier')).toHaveCount(1, { timeout: 60_000 });
    await expect(panel.getByTestId('live')).toHaveCount(0);
  } finally {
    await site.close();
  }
});
