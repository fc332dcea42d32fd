import { LATENCY_BUCKETS_MS, messageFates, TELEMETRY_MAX_COUNT } from '@seo-live/protocol';
import { telemetryBatchSchema } from '@seo-live/protocol/telemetry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { telemetryBatch } from '../../support/server/telemetryBatch.ts';

it('accepts a batch and does not change it', () => {
  const batch = telemetryBatch({
    attempts: { connected: 3, failed: 1, outage: 0 },
    messages: { applied: 9 },
  });
  expect(telemetryBatchSchema.parse(batch)).toEqual(batch);
});

it('has a count for every fate of a message', () => {
  expect(Object.keys(telemetryBatch().messages).sort()).toEqual([...messageFates].sort());
});

it('has its bucket edges in order, with the target of 100 ms among them', () => {
  expect([...LATENCY_BUCKETS_MS].sort((a, b) => a - b)).toEqual(LATENCY_BUCKETS_MS);
  expect(LATENCY_BUCKETS_MS).toContain(100);
});

it('clamps counts that no client can have reached, and drops unknown fields', () => {
  const parsed = telemetryBatchSchema.parse({ ...telemetryBatch({ period_s: 1e9 }), token: 'secret' });
  expect(parsed).toEqual(telemetryBatch({ period_s: TELEMETRY_MAX_COUNT }));
});

it('never throws, for any input', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(telemetryBatchSchema.safeParse(value).success).toBe(false);
      telemetryBatchSchema.safeParse({ ...telemetryBatch(), messages: value });
    }),
  );
});
