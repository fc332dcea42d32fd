import type { Notified } from '../../lib/state/notified.ts';
import type { JobList } from '../../protocol/src/index.ts';
import { killWorker } from '../support/browser/killWorker.ts';
import { notificationsCreated, notificationsVisible } from '../support/browser/notificationSpy.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup, storedItem } from '../support/screens/screens.ts';
import { callApi } from '../support/server/callApi.ts';
import { startSmallSite } from '../support/sites/smallSite.ts';

test('scans that end while the browser is closed get one notification together', async ({
  paired,
  server,
}) => {
  const sites = [await startSmallSite({ delayMs: 1500 }), await startSmallSite({ delayMs: 1500 })];
  try {
    const popup = await openPopup(paired);
    for (const { url } of sites) await popup.start(url, 'page');
    await expect(popup.jobs).toHaveCount(2);
    await expect(popup.page.locator('[data-status=running]')).toHaveCount(2);
    // A file of the extension: unlike a screen, it opens no port that would start the worker.
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

    // A click on a notification about several scans opens the notification history.
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

test('with notifications off none is shown, and ended scans are in the list', async ({ paired }) => {
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
    expect(await notificationsCreated(worker)).toEqual([]);
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
    await popup.scan(site.url, 'page');
    const worker = await paired.worker();
    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
    const [notification] = await notificationsCreated(worker);
    await worker.evaluate((id) => {
      const { onButtonClicked } = chrome.notifications as unknown as {
        onButtonClicked: { dispatch(notification: string, button: number): void };
      };
      onButtonClicked.dispatch(id, 1);
    }, notification?.id ?? '');
    await expect(popup.earlier).toHaveCount(2, { timeout: 30_000 });
    await expect.poll(() => notificationsCreated(worker)).toHaveLength(2);
  } finally {
    await site.close();
  }
});

// Chromium closes a notification after some 8 s, long before the alarm. Then `getAll` no longer lists it.
test('a notification shown by a dying worker is not repeated after it has left the screen', async ({
  paired,
}) => {
  const site = await startSmallSite();
  try {
    const popup = await openPopup(paired);
    const worker = await paired.worker();
    // `create` shows the notification but never resolves: the worker dies before it can store that.
    await worker.evaluate(() => {
      const scope = globalThis as unknown as { browser?: typeof chrome };
      for (const api of new Set([chrome.notifications, scope.browser?.notifications])) {
        if (!api) continue;
        const create = api.create.bind(api) as (...given: unknown[]) => Promise<string>;
        Object.assign(api, {
          create: async (...given: unknown[]) => {
            await create(...given);
            return new Promise(() => {});
          },
        });
      }
    });
    await popup.start(site.url, 'page');
    const quiet = await paired.open('icon/128.png');
    // The port of an open screen would start the next worker instance at once.
    for (const page of paired.context.pages()) if (page !== quiet) await page.close();
    const visible = () => quiet.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
    await expect.poll(visible).toHaveLength(1);
    // Pending storage events would start the next worker instance at once, so wait until they are delivered.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await killWorker(quiet);
    const notified = () => quiet.evaluate(() => chrome.storage.local.get('notified'));
    expect(await notified()).toMatchObject({ notified: [{ settled: false }] });
    // Only the end of the notification starts the next worker instance.
    await expect.poll(notified, { timeout: 20_000 }).toMatchObject({ notified: [{ settled: true }] });
    expect(await visible()).toEqual([]);
  } finally {
    await site.close();
  }
});

// "Notified once" depends on this: the next worker instance looks for the notification that the last one
// requested, and requests it again when it is missing. If the browser showed it later, it would be shown twice.
test('a notification requested by a dying worker is shown at once or never', async ({ extension }) => {
  const page = await extension.open('options.html');
  const looks: boolean[][] = [];
  for (let kill = 0; kill < 12; kill += 1) {
    const id = `asked ${kill}`;
    await page.evaluate(() => chrome.runtime.sendMessage({ wake: true }).catch(() => undefined));
    const worker = await extension.worker();
    const asking = worker.evaluate(async (name) => {
      await chrome.storage.local.set({ asked: name });
      const iconUrl = chrome.runtime.getURL('/icon/128.png');
      await chrome.notifications.create(name, { type: 'basic', iconUrl, title: name, message: name });
    }, id);
    await page.evaluate(async (name) => {
      while ((await chrome.storage.local.get('asked')).asked !== name)
        await new Promise((go) => setTimeout(go));
    }, id);
    await new Promise((resolve) => setTimeout(resolve, kill));
    await Promise.all([killWorker(page), asking.catch(() => undefined)]);
    looks.push(
      await page.evaluate(async (name) => {
        const seen: boolean[] = [];
        for (let look = 0; look < 10; look += 1) {
          seen.push(name in (await chrome.notifications.getAll()));
          await new Promise((go) => setTimeout(go, 50));
        }
        return seen;
      }, id),
    );
  }
  for (const [first, ...later] of looks) expect(later).toEqual(later.map(() => first));
});
