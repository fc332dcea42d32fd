import { z } from 'zod/mini';
import { LATENCY_BUCKETS_MS, TELEMETRY_MAX_COUNT, type TelemetryBatch } from './telemetry.ts';

/** More than anyone can have counted is taken for the most one may. */
const count = z.int().check(
  z.nonnegative(),
  z.overwrite((value) => Math.min(value, TELEMETRY_MAX_COUNT)),
);
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** Its own entry of the package, so that the extension, which only sends, does not carry it. */
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
