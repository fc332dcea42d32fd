import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../server/src/metrics/createMetrics.ts';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { sampleValue } from '../../support/server/metricSamples.ts';
import { telemetryBatch } from '../../support/server/telemetryBatch.ts';

let metrics: Metrics;
beforeEach(() => {
  metrics = createMetrics({ clock: systemClock });
});
afterEach(() => metrics.close());

it.each(['rest', 'socket', 'crawl'] as const)(
  'counts a code of %s that is not in the contract as other',
  async (area) => {
    metrics.countError(area, 'j_01M8BWFGZX');
    metrics.countError(area, area === 'crawl' ? 'unauthorized' : 'site_unreachable');
    const text = await metrics.text();
    expect(sampleValue(text, 'seo_live_errors_total', { area, code: 'other' })).toBe(2);
    expect(text).not.toContain('j_01M8BWFGZX');
  },
);

it('shows the ratio over all worker instances, and the lowest of one', async () => {
  const send = (bootId: string, times: number) => {
    for (let n = 0; n < times; n += 1) {
      metrics.emitted(new Date().toISOString(), [{ bootId, userId: 'ada' }]);
    }
  };
  const report = (bootId: string, applied: number) =>
    metrics.takeTelemetry(
      { tokenId: bootId, userId: 'ada' },
      telemetryBatch({ batch_id: bootId, boot_id: bootId, messages: { applied } }),
    );
  send('a', 75);
  report('a', 75);
  send('b', 25);
  report('b', 10);
  const text = await metrics.text();
  expect(sampleValue(text, 'seo_live_messages_delivered_ratio')).toBe(0.85);
  expect(sampleValue(text, 'seo_live_messages_delivered_ratio_worst')).toBe(0.4);
});
