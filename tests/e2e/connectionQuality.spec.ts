import type { Measured } from '../../lib/state/measured.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup, speak, storedItem } from '../support/screens/screens.ts';
import { wordsIn } from '../support/screens/words.ts';
import { sampleValue } from '../support/server/metricSamples.ts';
import { startSmallSite } from '../support/sites/smallSite.ts';

test('a scan is measured from append to paint, shown as connection quality, and sent to the server', async ({
  paired,
  server,
}) => {
  const site = await startSmallSite({ pages: 40 });
  try {
    const popup = await openPopup(paired);
    await popup.setOption('rate', '10');
    await popup.scan(site.url, 'site', 90_000);

    // Sent at the end of the scan, when every paint is measured.
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    await expect
      .poll(async () => sampleValue(await metrics(), 'seo_live_telemetry_batches_total'), { timeout: 30_000 })
      .toBeGreaterThan(0);
    const sent = await metrics();
    const value = (name: string, labels?: Record<string, string>) =>
      sampleValue(sent, `seo_live_${name}`, labels);
    const applied = value('client_messages_total', { fate: 'applied' });
    const latencies = value('update_latency_seconds_count') + value('update_latency_clock_unsure_total');
    expect(applied).toBeGreaterThanOrEqual(10);
    expect(latencies).toBeGreaterThanOrEqual(10);
    expect(latencies).toBeLessThanOrEqual(applied);
    expect(value('connection_attempts_total', { result: 'failed' })).toBe(0);
    expect([value('scans_followed_total'), value('scans_polled_total')]).toEqual([1, 0]);
    // An event that the snapshot of a join contains counts as a duplicate. No other event may be missing.
    const seen = applied + value('client_messages_total', { fate: 'duplicate' });
    expect(seen).toBe(value('reported_messages_total', { side: 'emitted' }));
    expect(value('client_messages_total', { fate: 'gaps' })).toBe(0);

    const options = await paired.open('options.html#quality');
    for (const language of ['en', 'zh-TW'] as const) {
      await speak(options, language);
      const say = wordsIn(language);
      await expect(options.getByTestId('quality-connection')).toHaveAttribute('data-status', 'met');
      await expect(options.getByTestId('quality-connection')).toContainText(
        say('quality.connection_words', {
          part: value('connection_attempts_total', { result: 'connected' }),
          whole: value('connection_attempts_total', { result: 'connected' }),
        }),
      );
      await expect(options.getByTestId('quality-fallback')).toContainText(
        say('quality.fallback_words', { part: 0, whole: 1 }),
      );
    }
    const stored = await storedItem<Measured>(options, 'measured');
    expect(JSON.stringify([stored.days, stored.outbox, stored.unsent])).not.toContain('127.0.0.1');
    await options.getByRole('switch', { name: wordsIn('zh-TW')('quality.send') }).press('Space');
    await expect
      .poll(async () => (await storedItem<{ telemetry: boolean }>(options, 'settings')).telemetry)
      .toBe(false);
  } finally {
    await site.close();
  }
});

test('with no page open the change of the badge is measured', async ({ paired, server }) => {
  const site = await startSmallSite({ pages: 40 });
  try {
    const popup = await openPopup(paired);
    await popup.setOption('rate', '10');
    await popup.start(site.url);
    await expect(popup.jobs).toHaveCount(1);
    await popup.page.close();
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    await expect
      .poll(async () => sampleValue(await metrics(), 'seo_live_telemetry_batches_total'), { timeout: 45_000 })
      .toBeGreaterThan(0);
    const sent = await metrics();
    const measured =
      sampleValue(sent, 'seo_live_update_latency_seconds_count') +
      sampleValue(sent, 'seo_live_update_latency_clock_unsure_total');
    expect(measured).toBeGreaterThanOrEqual(10);
    expect(sampleValue(sent, 'seo_live_scans_followed_total')).toBe(1);
  } finally {
    await site.close();
  }
});
