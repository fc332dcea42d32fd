import { jobIdOf } from '../../lib/state/jobKey.ts';
import { reportSchema } from '../../protocol/src/index.ts';
import {
  badgeText,
  notificationsCreated,
  notificationsVisible,
  notifiedKey,
} from '../support/browser/notificationSpy.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup, poll } from '../support/screens/screens.ts';
import { startStaticSite } from '../support/sites/staticSite.ts';

// A real site that was not made for these tests: the Debian Reference in Traditional Chinese.
const FOLDER = '/usr/share/debian-reference';

test('scans a real site from the popup, shows it live, notifies once, and reports what the server counted', async ({
  paired,
  server,
}) => {
  const site = await startStaticSite(FOLDER);
  try {
    const worker = await paired.worker();
    const popup = await openPopup(paired);
    await popup.setOption('rate', '2');
    await popup.start(`${site.origin}/index.zh-tw.html`);
    await expect(popup.jobs).toHaveCount(1);

    const seen = { popup: new Set<string>(), badge: new Set<string>() };
    await poll(async () => {
      const percent = await popup.percent();
      const badge = await badgeText(worker);
      if (percent) seen.popup.add(percent);
      if (/^\d+%?$/.test(badge)) seen.badge.add(badge);
      return (await popup.earlier.count()) === 1;
    }, 90_000);
    expect(seen.popup.size).toBeGreaterThanOrEqual(4);
    expect(seen.badge.size).toBeGreaterThanOrEqual(4);

    await expect.poll(() => notificationsCreated(worker)).toHaveLength(1);
    const [notification] = await notificationsCreated(worker);
    expect(await notificationsVisible(worker)).toEqual([notification?.id]);
    const jobId = jobIdOf(notifiedKey(notification?.id ?? ''));

    const token = await server.token('anna');
    const answer = await fetch(`${server.url}/api/jobs/${jobId}/report`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const report = reportSchema.parse(await answer.json());
    expect(report.pages.crawled).toBeGreaterThanOrEqual(15);
    const score = Math.round(report.score.value ?? -1);
    expect(notification?.title).toBe(`127.0.0.1: ${score}`);

    const page = await paired.open(
      `report.html#job=${encodeURIComponent(notifiedKey(notification?.id ?? ''))}`,
    );
    await expect(page.getByTestId('score')).toHaveAttribute('aria-label', `Score ${score} of 100`);
    await expect(page.getByTestId('issue')).toHaveCount(report.groups.length);
    for (const group of report.groups) {
      const row = page.locator(`[data-check="${group.check}"]`);
      await expect(row).toContainText(`${group.findings} place`);
      if (group.pages > 0) await expect(row).toContainText(`${group.pages} page`);
    }
    const read = notification?.message.match(/^\d+ of \d+ pages read/)?.[0] ?? '';
    await expect(page.getByTestId('coverage')).toContainText(read);
  } finally {
    await site.close();
  }
});
