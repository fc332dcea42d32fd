/**
 * Upper edges of the latency histogram in milliseconds. A sample is counted at the first edge that it does
 * not exceed, and after the last edge when it exceeds all.
 */
export const LATENCY_BUCKETS_MS = [5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1000, 2500, 10_000] as const;

/** A sample counts as `clock_unsure` when its clock offset comes from a round trip that took longer. */
export const CLOCK_UNSURE_OVER_MS = 20;

/** Batches of one token are at least this far apart. */
export const TELEMETRY_EVERY_MS = 60_000;

/** The server lowers any larger count of a batch to this. */
export const TELEMETRY_MAX_COUNT = 100_000;

/** What the client did with each message from the socket. `gaps` counts the numbers that were missing. */
export const messageFates = ['applied', 'duplicate', 'gaps', 'invalid', 'stale_epoch', 'after_end'] as const;
export type MessageFate = (typeof messageFates)[number];

/** Counts of what only the client sees, since its last batch that the server accepted. */
export interface TelemetryBatch {
  /** Stays the same when the batch is sent again, so that the server counts it once. */
  batch_id: string;
  /** The worker instance that counted this, as in the handshake. */
  boot_id: string;
  period_s: number;
  /** `failed`: no socket, although REST answered. `outage`: REST did not answer either. */
  attempts: { connected: number; failed: number; outage: number };
  /** `followed`: scans that this batch counts; `polled`: those of them that got an update by polling. */
  scans: { followed: number; polled: number };
  /** From append to paint. `buckets` has one place more than {@link LATENCY_BUCKETS_MS}. */
  latency_ms: { buckets: number[]; clock_unsure: number };
  messages: Record<MessageFate, number>;
}
