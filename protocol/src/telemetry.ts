/**
 * Upper edges in milliseconds of the latency histogram; a sample belongs to the first edge it does not
 * exceed. One more place after the last edge takes what is slower.
 */
export const LATENCY_BUCKETS_MS = [5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1000, 2500, 10_000] as const;

/** A sample counts as `clock_unsure` when the round trip its clock offset came from took longer. */
export const CLOCK_UNSURE_OVER_MS = 20;

/** Batches of one token are at least this far apart. */
export const TELEMETRY_EVERY_MS = 60_000;

/** No single count of a batch is taken for more than this. */
export const TELEMETRY_MAX_COUNT = 100_000;

/** What became of messages that were pushed over the socket, each counted once; `gaps` counts missing numbers. */
export const messageFates = ['applied', 'duplicate', 'gaps', 'invalid', 'stale_epoch', 'after_end'] as const;
export type MessageFate = (typeof messageFates)[number];

/** What only the client knows, as counts since the last batch the server took. */
export interface TelemetryBatch {
  /** Made once for a batch and kept when it is sent again: the server counts it once. */
  batch_id: string;
  /** The life of the worker in which this was counted, as in the handshake. */
  boot_id: string;
  period_s: number;
  /** `failed`: no socket while REST answered. `outage`: REST did not answer either. */
  attempts: { connected: number; failed: number; outage: number };
  /** `followed`: scans a batch is about; `polled`: those of them that took an update in state polling. */
  scans: { followed: number; polled: number };
  /** Log append to paint. `buckets` has one place more than {@link LATENCY_BUCKETS_MS}. */
  latency_ms: { buckets: number[]; clock_unsure: number };
  messages: Record<MessageFate, number>;
}
