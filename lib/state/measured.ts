import { LATENCY_BUCKETS_MS, type TelemetryBatch } from '@seo-live/protocol';
import type { JobKey, OwnerKey } from './jobKey';

/** Days that are measured and shown; older ones are removed. */
export const MEASURED_DAYS = 30;

/** The counters; the same on this computer and in a batch for the server. */
export type Counts = Pick<TelemetryBatch, 'attempts' | 'scans' | 'latency_ms' | 'messages'>;

/** storage.local `measured`: connection quality. No address of a site is in it. `of` is the owner key. */
export interface Measured {
  /** One entry a day (UTC), oldest first; the options page shows their sum. */
  days: { day: string; counts: Counts }[];
  /** Running scans that are counted already; true: also counted as polled. */
  known: Record<JobKey, boolean>;
  /** Counts for the server that are in no batch yet; of one server and one worker instance. */
  unsent: { of: OwnerKey; bootId: string; since: number; counts: Counts } | null;
  /** Batches to send, oldest first. Each is stored before it is sent: sent again it has the same id and counts once. */
  outbox: { of: OwnerKey; batch: TelemetryBatch }[];
}

/** storage.session `telemetryRest`: when the server may be sent counts again. */
export interface TelemetryRest {
  /** Milliseconds since 1970. */
  until: number;
  /** `pairedAt` of a server without this route. It is not asked again until the browser restarts. */
  refusedBy: string | null;
}

export const noCounts = (): Counts => ({
  attempts: { connected: 0, failed: 0, outage: 0 },
  scans: { followed: 0, polled: 0 },
  latency_ms: { buckets: Array.from({ length: LATENCY_BUCKETS_MS.length + 1 }, () => 0), clock_unsure: 0 },
  messages: { applied: 0, duplicate: 0, gaps: 0, invalid: 0, stale_epoch: 0, after_end: 0 },
});

export const nothingMeasured: Measured = { days: [], known: {}, unsent: null, outbox: [] };

export const noRest: TelemetryRest = { until: 0, refusedBy: null };

/** Adds two values of the same shape, number by number. */
function sum(a: unknown, b: unknown): unknown {
  if (typeof a === 'number') return a + Number(b);
  if (Array.isArray(a)) return a.map((value, index) => sum(value, (b as unknown[])[index]));
  const other = b as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(a as Record<string, unknown>).map(([name, value]) => [name, sum(value, other[name])]),
  );
}

export const addCounts = (a: Counts, b: Counts): Counts => sum(a, b) as Counts;
