import { killWorker } from '../support/browser/killWorker.ts';
import { type Extension, launchExtension } from '../support/browser/launchExtension.ts';
import {
  notificationsCreated,
  notificationsVisible,
  spyOnNotifications,
} from '../support/browser/notificationSpy.ts';
import { startSampleSite } from '../support/sampleSite/site.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup, type PopupPage, poll } from '../support/screens/screens.ts';

let site: Awaited<ReturnType<typeof startSampleSite>>;
test.beforeEach(async () => {
  site = await startSampleSite();
});
test.afterEach(() => site.close());

const connection = (popup: PopupPage) => popup.page.getByTestId('connection');

/** Starts a scan and waits until 10 % is done; the rest takes some seconds. */
async function midScan(paired: Extension): Promise<PopupPage> {
  const popup = await openPopup(paired);
  await popup.setOption('rate', '8');
  await popup.start(`${site.origin}/`);
  await poll(async () => Number.parseInt((await popup.percent()) ?? '0', 10) >= 10, 30_000);
  return popup;
}

async function endsWithOneNotification(paired: Extension, popup: PopupPage): Promise<void> {
  await expect(popup.earlier).toHaveCount(1, { timeout: 90_000 });
  await expect.poll(async () => notificationsCreated(await paired.worker())).toHaveLength(1);
  // A second notification would come within this time.
  await popup.page.waitForTimeout(2000);
  expect(await notificationsCreated(await paired.worker())).toHaveLength(1);
}

test.describe('a scan survives', () => {
  test('the death of the worker: the open popup continues, and one notification is shown', async ({
    paired,
  }, info) => {
    const popup = await midScan(paired);
    await killWorker(popup.page);
    const killed = Date.now();
    const before = await popup.progressLine();
    await expect.poll(() => popup.progressLine(), { intervals: [20] }).not.toBe(before);
    info.annotations.push({ type: 'right again after', description: `${Date.now() - killed} ms` });
    console.log(`  worker killed: the popup shows news again after ${Date.now() - killed} ms`);
    await expect(connection(popup)).toHaveAttribute('data-state', 'live');
    await spyOnNotifications(await paired.worker());
    await endsWithOneNotification(paired, popup);
  });

  test('a server that is killed and started again', async ({ paired, server }) => {
    const popup = await midScan(paired);
    await server.kill();
    await expect(connection(popup)).not.toHaveAttribute('data-state', 'live');
    await server.start();
    await expect(connection(popup)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
    await endsWithOneNotification(paired, popup);
  });

  test('a server that is stopped for long: the popup says so, and continues by itself when it is back', async ({
    paired,
    server,
  }) => {
    const popup = await midScan(paired);
    const words = popup.page.getByText('The server does not answer');
    await server.stop();
    await expect(words).toBeVisible({ timeout: 35_000 });
    await server.start();
    await endsWithOneNotification(paired, popup);
    await expect(words).toHaveCount(0);
  });

  test('a browser that is closed until the end: the notification comes at the next start', async ({
    paired,
    server,
  }) => {
    await midScan(paired);
    const { profile } = paired;
    await paired.context.close();

    const headers = { authorization: `Bearer ${await server.token('anna')}` };
    await expect
      .poll(
        async () => {
          const answer = await fetch(`${server.url}/api/jobs`, { headers });
          const { jobs } = (await answer.json()) as { jobs: { status: string }[] };
          return jobs[0]?.status;
        },
        { timeout: 60_000 },
      )
      .toBe('completed');

    const again = await launchExtension({ profile });
    try {
      await expect.poll(async () => notificationsVisible(await again.worker())).toHaveLength(1);
      const reopened = await openPopup(again);
      await expect(reopened.earlier).toHaveCount(1);
      await expect(reopened.jobs).toHaveCount(0);
    } finally {
      await again.context.close();
    }
  });
});
