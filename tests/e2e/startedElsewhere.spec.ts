import { badgeText, notificationsCreated, notifiedKey } from '../support/browser/notificationSpy.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup } from '../support/screens/screens.ts';
import { callApi } from '../support/server/callApi.ts';
import { startEndlessSite } from '../support/sites/endlessSite.ts';

test('a scan started in another browser is offered, shown live, and notified once', async ({
  paired,
  server,
}) => {
  const site = await startEndlessSite();
  try {
    const token = await server.token('anna');
    const body = { url: `${site.origin}/`, mode: 'site', options: { max_pages: 250, rate_per_s: 10 } };
    const started = await callApi<{ job: { job_id: string } }>(server, token, '/api/jobs', {
      method: 'POST',
      body,
    });
    expect(started.status).toBe(201);

    const popup = await openPopup(paired);
    const row = popup.page.getByTestId('elsewhere');
    // Pairing has just looked for scans. Only a popup opened some time later looks again.
    await expect(async () => {
      await popup.page.reload();
      await expect(row).toHaveCount(1, { timeout: 1000 });
    }).toPass();
    await expect(popup.jobs).toHaveCount(0);
    const worker = await paired.worker();
    expect(await badgeText(worker)).toBe('');
    await row.getByRole('button').click();
    await expect(popup.jobs).toHaveCount(1);
    await expect(row).toHaveCount(0);
    await expect.poll(() => badgeText(worker)).toMatch(/^\d+%$/);
    await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
    const [notification] = await notificationsCreated(worker);
    expect(notifiedKey(notification?.id ?? '').endsWith(started.body.job.job_id)).toBe(true);
  } finally {
    await site.close();
  }
});

test('looks for scans every 15 minutes while a server is paired, and not without one', async ({ paired }) => {
  const worker = await paired.worker();
  const alarm = () => worker.evaluate(async () => (await chrome.alarms.get('discover'))?.periodInMinutes);
  expect(await alarm()).toBe(15);
  const options = await paired.open('options.html');
  await options.locator('#server .danger').first().click();
  await options.getByRole('dialog').locator('.danger').click();
  await expect.poll(alarm).toBeUndefined();
});
