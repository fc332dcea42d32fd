import { killWorker } from '../support/killWorker.ts';
import { notificationsTold, spyOnNotifications } from '../support/notificationSpy.ts';
import { startSampleSite } from '../support/sampleSite/site.ts';
import { expect, test } from '../support/scene.ts';
import { openPopup, poll } from '../support/screens.ts';

async function site() {
  return startSampleSite();
}

test.describe('a scan survives', () => {
  test('the death of the worker: the open popup goes on and it is told once', async ({ paired }) => {
    const sample = await site();
    try {
      const popup = await openPopup(paired);
      await popup.setOption('rate', '8');
      await popup.start(`${sample.origin}/`);
      await expect(popup.jobs.first()).toHaveAttribute('data-status', 'running');
      await poll(async () => Number.parseInt((await popup.percent()) ?? '0', 10) >= 10, 30_000);

      await killWorker(popup.page);
      const before = await popup.progressLine();
      await expect.poll(() => popup.progressLine()).not.toBe(before);
      await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');
      await spyOnNotifications(await paired.worker());

      await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
      await expect.poll(async () => notificationsTold(await paired.worker())).toHaveLength(1);
    } finally {
      await sample.close();
    }
  });

  test('a server that is stopped and started again', async ({ paired, server }) => {
    const sample = await site();
    try {
      const popup = await openPopup(paired);
      await popup.setOption('rate', '8');
      await popup.start(`${sample.origin}/`);
      await poll(async () => Number.parseInt((await popup.percent()) ?? '0', 10) >= 10, 30_000);

      await server.kill();
      await expect(popup.page.getByTestId('connection')).not.toHaveAttribute('data-state', 'live');
      await server.start();
      await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live', {
        timeout: 30_000,
      });

      await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
      await expect.poll(async () => notificationsTold(await paired.worker())).toHaveLength(1);
    } finally {
      await sample.close();
    }
  });

  test('a server that stays away: the popup says so in words, and goes on by itself when it is back', async ({
    paired,
    server,
  }) => {
    const sample = await site();
    try {
      const popup = await openPopup(paired);
      await popup.setOption('rate', '8');
      await popup.start(`${sample.origin}/`);
      await poll(async () => Number.parseInt((await popup.percent()) ?? '0', 10) >= 10, 30_000);

      await server.stop();
      await expect(popup.page.getByText('The server does not answer')).toBeVisible({ timeout: 35_000 });
      await server.start();
      await expect(popup.earlier).toHaveCount(1, { timeout: 90_000 });
      await expect(popup.page.getByText('The server does not answer')).toHaveCount(0);
      await expect.poll(async () => notificationsTold(await paired.worker())).toHaveLength(1);
    } finally {
      await sample.close();
    }
  });
});
