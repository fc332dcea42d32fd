import { LATENCY_BUCKETS_MS, type TelemetryBatch } from '@seo-live/protocol';

const noMessages = { applied: 0, duplicate: 0, gaps: 0, invalid: 0, stale_epoch: 0, after_end: 0 };

/** A telemetry batch in which every count is 0, except those given. */
export const telemetryBatch = (
  counted: Partial<Omit<TelemetryBatch, 'messages'>> & {
    messages?: Partial<TelemetryBatch['messages']>;
  } = {},
): TelemetryBatch => ({
  batch_id: 'batch-1',
  boot_id: 'boot-1',
  period_s: 60,
  attempts: { connected: 0, failed: 0, outage: 0 },
  scans: { followed: 0, polled: 0 },
  latency_ms: { buckets: new Array(LATENCY_BUCKETS_MS.length + 1).fill(0), clock_unsure: 0 },
  ...counted,
  messages: { ...noMessages, ...counted.messages },
});
