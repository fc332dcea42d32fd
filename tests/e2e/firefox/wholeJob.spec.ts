import { jobIdOf } from '../../../lib/state/jobKey.ts';
import { jobKeyOfNotifiedId } from '../../../lib/state/notified.ts';
import { reportSchema } from '../../../protocol/src/index.ts';
import { startSampleSite } from '../../support/sampleSite/site.ts';
import { expect, test } from '../../support/screens/firefoxScene.ts';
import { openScreen } from '../../support/screens/firefoxScreens.ts';
import { poll } from '../../support/screens/screens.ts';

test('Firefox scans a site over plain ws://127.0.0.1, shows it live, notifies once, and opens the report', async ({
  paired,
  server,
  boots,
}) => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const site = await startSampleSite();
  try {
    const popup = await openScreen(paired, 'popup.html');
    await popup.start(`${site.origin}/`, { rate: 12 });
    await expect.poll(() => popup.connection()).toBe('live');

    const seen = { popup: new Set<number>(), badge: new Set<string>() };
    await poll(async () => {
      seen.popup.add(await popup.percent());
      seen.badge.add(await popup.badge());
      return (await popup.count('earlier')) === 1;
    }, 90_000);
    expect(seen.popup.size).toBeGreaterThanOrEqual(4);
    expect([...seen.badge].filter((text) => /^\d+%$/.test(text)).length).toBeGreaterThanOrEqual(4);
    expect(new Set(boots).size).toBe(1);

    await expect.poll(() => paired.privileged.alerts()).toHaveLength(1);
    // A second notification would come within this time.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const alerts = await paired.privileged.alerts();
    expect(alerts).toHaveLength(1);
    const [id = ''] = await popup.visibleNotifications();
    const answer = await fetch(`${server.url}/api/jobs/${jobIdOf(jobKeyOfNotifiedId(id))}/report`, {
      headers: { authorization: `Bearer ${await server.token('anna')}` },
    });
    const report = reportSchema.parse(await answer.json());
    const score = Math.round(report.score.value ?? -1);
    expect(alerts[0]?.title).toBe(`127.0.0.1: ${score}`);

    await paired.privileged.clickAlert(0);
    await expect.poll(async () => (await paired.pagesAt('report.html#job=')).length).toBe(1);
    const page = (await paired.pagesAt('report.html'))[0]!;
    await page.waitForSelector('[data-testid="score"]');
    expect(await page.$eval('[data-testid="score"]', (element) => element.getAttribute('aria-label'))).toBe(
      `Score ${score} of 100`,
    );
    expect(await page.$$('[data-testid="issue"]')).toHaveLength(report.groups.length);
    // The report was opened, so the badge no longer shows an unread scan.
    await expect.poll(() => popup.badge()).toBe('');
  } finally {
    await site.close();
  }
});
