import type { Notified } from '../../lib/state/types.ts';
import type { JobList } from '../../protocol/src/index.ts';
import { callApi } from '../support/callApi.ts';
import { killWorker } from '../support/killWorker.ts';
import { notificationsTold, notificationsVisible } from '../support/notificationSpy.ts';
import { expect, test } from '../support/scene.ts';
import { openPopup, storedItem } from '../support/screens.ts';
import { startSmallSite } from '../support/smallSite.ts';

test('scans that end while nobody is there are told by one notification', async ({ paired, server }) => {
  const sites = [await startSmallSite({ delayMs: 1500 }), await startSmallSite({ delayMs: 1500 })];
  try {
    const popup = await openPopup(paired);
    for (const { url } of sites) await popup.start(url, 'page');
    await expect(popup.jobs).toHaveCount(2);
    await expect(popup.page.locator('[data-status=running]')).toHaveCount(2);
    // A file of the extension: it holds no port that would wake the worker again.
    const quiet = await paired.open('icon/128.png');
    await popup.page.close();
    await killWorker(quiet);
    const token = await server.token('anna');
    const statuses = async () => {
      const { body } = await callApi<JobList>(server, token, '/api/jobs');
      return body.jobs.map(({ status }) => status);
    };
    await expect.poll(statuses, { timeout: 30_000 }).toEqual(['completed', 'completed']);

    const again = await openPopup(paired);
    await expect(again.earlier).toHaveCount(2);
    const worker = await paired.worker();
    await expect.poll(() => notificationsVisible(worker)).toHaveLength(1);
    const [entry, ...others] = await storedItem<Notified[]>(again.page, 'notified');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ title: '2 scans have ended', settled: true });
    expect(entry?.keys).toHaveLength(2);
    expect(await notificationsVisible(worker)).toEqual([entry?.id]);

    // Of several, a click opens the list of what was told.
    const opened = paired.context.waitForEvent('page');
    await worker.evaluate((id) => {
      const { onClicked } = chrome.notifications as unknown as {
        onClicked: { dispatch(notification: string): void };
      };
      onClicked.dispatch(id);
    }, entry?.id ?? '');
    await expect((await opened).getByTestId('notified')).toHaveCount(1);
  } finally {
    for (const site of sites) await site.close();
  }
});

test('who wants no notifications gets none, and finds what ended in the list', async ({ paired }) => {
  const site = await startSmallSite();
  try {
    const options = await paired.open('options.html#notifications');
    const never = options.locator('#notifications input[value=never]');
    await never.check();
    await expect(never).toBeChecked();
    const popup = await openPopup(paired);
    const key = await popup.scan(site.url, 'page');
    await expect(options.getByTestId('notified')).toHaveCount(1);
    const worker = await paired.worker();
    expect(await notificationsTold(worker)).toEqual([]);
    const report = paired.context.waitForEvent('page');
    await options.getByTestId('notified').getByRole('button').click();
    expect((await report).url()).toContain(encodeURIComponent(key));
  } finally {
    await site.close();
  }
});

test('a button of the notification scans again with the same options', async ({ paired }) => {
  const site = await startSmallSite();
  try {
    const popup = await openPopup(paired);
    const key = await popup.scan(site.url, 'page');
    const worker = await paired.worker();
    await expect.poll(() => notificationsTold(worker)).toHaveLength(1);
    await worker.evaluate((id) => {
      const { onButtonClicked } = chrome.notifications as unknown as {
        onButtonClicked: { dispatch(notification: string, button: number): void };
      };
      onButtonClicked.dispatch(id, 1);
    }, key);
    await expect(popup.earlier).toHaveCount(2, { timeout: 30_000 });
    await expect.poll(() => notificationsTold(worker)).toHaveLength(2);
  } finally {
    await site.close();
  }
});
