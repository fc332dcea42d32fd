import { test as base, expect } from '@playwright/test';
import type { FollowedJob } from '../../lib/state/followedJob.ts';
import type { PairedServer } from '../../lib/state/pairedServer.ts';
import { killWorker } from '../support/browser/killWorker.ts';
import { type Extension, launchExtension } from '../support/browser/launchExtension.ts';
import {
  badgeText,
  notificationsCreated,
  notificationsVisible,
  notifiedKey,
  spyOnNotifications,
} from '../support/browser/notificationSpy.ts';
import { layoutFaults } from '../support/screens/layoutFaults.ts';
import { openPopup, openReport, poll, storedItem } from '../support/screens/screens.ts';
import { failureIn, wordsIn } from '../support/screens/words.ts';
import { type BasicServer, connectByHand, startBasicServer } from '../support/server/basicServer.ts';

const words = wordsIn('en');

/** Debian's python3-socketio without our code: five fields, no acks, `done`. */
const test = base.extend<{ stepMs: number; basic: BasicServer; extension: Extension }>({
  stepMs: [300, { option: true }],
  basic: async ({ stepMs }, use) => {
    const server = await startBasicServer({ stepMs });
    await use(server);
    await server.close();
  },
  extension: async ({ basic }, use) => {
    const extension = await launchExtension();
    await connectByHand(extension, basic.url);
    await spyOnNotifications(await extension.worker());
    await use(extension);
    await extension.close();
  },
});

test('the whole job: start, live popup and badge, one notification, the end, the timeline', async ({
  extension,
}) => {
  const worker = await extension.worker();
  const popup = await openPopup(extension);
  await popup.page.getByTestId('url').fill('https://example.com/');
  await popup.page.getByTestId('start').click();

  const seen = { popup: new Set<string>(), badge: new Set<string>() };
  await poll(async () => {
    const percent = await popup.percent();
    const badge = await badgeText(worker);
    if (percent) seen.popup.add(percent);
    if (/^\d+%$/.test(badge)) seen.badge.add(badge);
    return (await popup.earlier.count()) === 1;
  }, 60_000);
  expect(seen.popup.size).toBeGreaterThanOrEqual(4);
  expect(seen.badge.size).toBeGreaterThanOrEqual(4);
  await expect(popup.earlier).toContainText('example.com');
  await expect(popup.earlier).toContainText(words('status.completed'));

  await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
  const [notification] = await notificationsCreated(worker);
  expect(notification).toMatchObject({ title: 'example.com: completed', message: 'Finished' });
  expect(await notificationsVisible(worker)).toEqual([notification?.id]);
  const [row] = await storedItem<FollowedJob[]>(popup.page, 'followed');
  expect(row).toMatchObject({
    key: notifiedKey(notification?.id ?? ''),
    end: { status: 'completed', progress: 100 },
    notify: 'done',
  });

  const opened = extension.context.waitForEvent('page');
  await popup.earlier.locator('button.go').click();
  const timeline = await opened;
  await expect(timeline.getByTestId('timeline')).toContainText(words('timeline.text'));
  const steps = timeline.getByTestId('timeline-step');
  await expect(steps.filter({ hasText: 'Reading the start page' })).toHaveCount(1);
  await expect(steps.last()).toContainText('Finished');
  await expect(steps.last()).toContainText('100%');
  // Times come from our clock: the server's times are in another zone, without naming it.
  const times = await steps
    .locator('time')
    .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
  for (const at of times) expect(Math.abs(Date.now() - Date.parse(at ?? ''))).toBeLessThan(3600_000);

  // A scan taken off the list leaves nothing in the storage.
  await popup.page.bringToFront();
  await popup.clear();
  await expect
    .poll(() => popup.page.evaluate(async () => Object.keys(await chrome.storage.local.get(null))))
    .not.toContain(`timeline|${notifiedKey(notification?.id ?? '')}`);
});

test.describe('at half the pace', () => {
  test.use({ stepMs: 800 });

  test('the worker dies in mid-scan: the open popup continues, and one notification is shown', async ({
    extension,
    basic,
  }) => {
    const popup = await openPopup(extension);
    await popup.page.getByTestId('follow-id').fill(await basic.start());
    await popup.page.getByTestId('follow').click();
    await poll(async () => Number.parseInt((await popup.percent()) ?? '0', 10) >= 20, 30_000);
    await killWorker(popup.page);
    const before = await popup.progressLine();
    await expect.poll(() => popup.progressLine(), { intervals: [50] }).not.toBe(before);
    await spyOnNotifications(await extension.worker());
    await expect(popup.earlier).toHaveCount(1, { timeout: 60_000 });
    await expect.poll(async () => notificationsCreated(await extension.worker())).toHaveLength(1);
    const key = (await popup.earlier.getAttribute('data-job')) ?? '';
    const steps = (await openReport(extension, key)).getByTestId('timeline-step');
    await expect(steps.first()).toContainText('Starting');
    await expect(steps.last()).toContainText('Finished');
  });
});

test('a scan is followed by its id or address; invalid and unknown ones are explained', async ({
  extension,
  basic,
}) => {
  const popup = await openPopup(extension);
  const field = popup.page.getByTestId('follow-id');
  const follow = async (text: string) => {
    await field.fill(text);
    await popup.page.getByTestId('follow').click();
  };
  await follow('no id');
  await expect(popup.page.getByRole('alert')).toContainText(failureIn('en', 'failure', 'no_id').title);
  await follow('task-999');
  await expect(popup.page.getByRole('alert')).toContainText(failureIn('en', 'failure', 'unknown_id').title);

  const first = await basic.start();
  const second = await basic.start();
  await follow(first);
  await expect(popup.jobs.or(popup.earlier)).toHaveCount(1);
  await follow(`${basic.url}/api/jobs/${second}/status`);
  await expect(popup.earlier).toHaveCount(2, { timeout: 30_000 });
  await expect(popup.earlier.filter({ hasText: second })).toContainText(words('status.completed'));
});

test.describe('slowly', () => {
  test.use({ stepMs: 4000 });

  test('missing abilities of the server are explained, and so is a scan that the server has forgotten', async ({
    extension,
    basic,
  }) => {
    const popup = await openPopup(extension);
    await popup.page.getByTestId('follow-id').fill(await basic.start());
    await popup.page.getByTestId('follow').click();
    await expect(popup.jobs).toHaveCount(1);
    await popup.cancel();
    await expect(popup.page.getByRole('alert')).toContainText(
      failureIn('en', 'failure', 'cannot_cancel').title,
    );
    await expect(popup.page.getByTestId('connection')).toHaveAttribute('data-state', 'live');

    await basic.close();
    const again = await startBasicServer({ port: basic.port });
    try {
      await expect(popup.earlier).toContainText(words('earlier.gone'), { timeout: 40_000 });
      const key = (await popup.earlier.getAttribute('data-job')) ?? '';
      const page = await openReport(extension, key);
      await expect(page.getByTestId('timeline')).toContainText(words('timeline.gone'));
    } finally {
      await again.close();
    }
  });
});

test.describe('without an end', () => {
  test.use({ stepMs: 60_000 });

  test('to stop following asks first, shows the id, and returns the focus', async ({ extension, basic }) => {
    const popup = await openPopup(extension);
    await popup.page.setViewportSize({ width: 320, height: 480 });
    const id = await basic.start();
    await popup.page.getByTestId('follow-id').fill(id);
    await popup.page.getByTestId('follow').click();
    const leave = popup.jobs.getByTestId('leave');
    const dialog = popup.page.getByRole('dialog');
    await leave.press('Enter');
    await expect(dialog.getByRole('button', { name: words('job.leave_keep') })).toBeFocused();
    expect(await layoutFaults(popup.page)).toEqual([]);
    await dialog.getByTestId('job-id').click();
    expect(await popup.page.evaluate(() => getSelection()?.toString())).toBe(id);
    await popup.page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(leave).toBeFocused();
    await leave.press('Enter');
    await dialog.getByRole('button', { name: words('job.leave_keep') }).press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(leave).toBeFocused();
    await expect(popup.jobs).toHaveCount(1);
    await leave.press('Enter');
    await expect(dialog).toBeVisible();
    // Pressed again before the close event of the dialog: it must open nevertheless.
    await dialog.getByRole('button', { name: words('job.leave_keep') }).evaluate(
      async (keep, again) => {
        (keep as HTMLElement).click();
        await Promise.resolve();
        (again as HTMLElement).click();
      },
      await leave.elementHandle(),
    );
    await dialog.getByRole('button', { name: words('job.leave') }).click();
    await expect(popup.jobs).toHaveCount(0);
    await expect.poll(() => storedItem<FollowedJob[]>(popup.page, 'followed')).toEqual([]);
    expect(await (await fetch(`${basic.url}/api/jobs/${id}/status`)).json()).toMatchObject({ job_id: id });
  });
});

test('links have a menu entry only while such a server is connected', async ({ extension }) => {
  const worker = await extension.worker();
  const isThere = () =>
    worker.evaluate(() =>
      chrome.contextMenus.update('follow', {}).then(
        () => true,
        () => false,
      ),
    );
  await expect.poll(isThere).toBe(true);
  const options = await extension.open('options.html');
  await options.getByRole('button', { name: words('options.unpair') }).click();
  await options
    .getByRole('dialog')
    .getByRole('button', { name: words('options.unpair') })
    .click();
  await expect.poll(() => storedItem<PairedServer | null>(options, 'server')).toBeNull();
  await expect.poll(isThere).toBe(false);
});
