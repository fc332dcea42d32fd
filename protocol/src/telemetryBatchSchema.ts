import { z } from 'zod/mini';
import { LATENCY_BUCKETS_MS, TELEMETRY_MAX_COUNT, type TelemetryBatch } from './telemetry.ts';

/** A larger count than any client can have is lowered to the largest. */
const count = z.int().check(
  z.nonnegative(),
  z.overwrite((value) => Math.min(value, TELEMETRY_MAX_COUNT)),
);
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/**
 * The package has an entry of its own for it: the extension only sends batches and need not load the schema.
 */
export const telemetryBatchSchema: z.ZodMiniType<TelemetryBatch, TelemetryBatch> = z.object({
  batch_id: id,
  boot_id: id,
  period_s: count,
  attempts: z.object({ connected: count, failed: count, outage: count }),
  scans: z.object({ followed: count, polled: count }),
  latency_ms: z.object({
    buckets: z.array(count).check(z.length(LATENCY_BUCKETS_MS.length + 1)),
    clock_unsure: count,
  }),
  messages: z.object({
    applied: count,
    duplicate: count,
    gaps: count,
    invalid: count,
    stale_epoch: count,
    after_end: count,
  }),
});
