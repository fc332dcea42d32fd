import { LATENCY_BUCKETS_MS } from '@seo-live/protocol';
import { addCounts, type Counts, type Measured, noCounts } from './measured';

/** At least this share of the updates must be on screen within `LATENCY_TARGET_MS`. */
export const LATENCY_TARGET_SHARE = 0.99;
export const LATENCY_TARGET_MS = 100;
/** More than this share of the attempts must connect. */
export const CONNECTED_TARGET = 0.99;
/** Less than this share of the scans may need polling. */
export const POLLED_TARGET = 0.05;

/** `part` of `whole`, and whether that meets the target; null: nothing was measured yet. */
interface Measurement {
  part: number;
  whole: number;
  met: boolean | null;
}

export interface ConnectionQuality {
  /** First counted day, as YYYY-MM-DD; null without one. */
  since: string | null;
  /** `part`: updates on screen within the target. `p99`: the ms that 99 of 100 did not exceed; null: more than the largest bucket. */
  latency: Measurement & { p99: number | null; unsure: number };
  connection: Measurement & { outages: number };
  /** `part`: scans that received an update by polling. */
  fallback: Measurement;
}

const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The upper edge of the bucket that contains the 99th percentile. */
function p99Of(buckets: readonly number[]): number | null {
  const enough = total(buckets) * LATENCY_TARGET_SHARE;
  const index = buckets.findIndex((_, last) => total(buckets.slice(0, last + 1)) >= enough);
  return LATENCY_BUCKETS_MS[index] ?? null;
}

function judge({ attempts, scans, latency_ms }: Counts): Omit<ConnectionQuality, 'since'> {
  const { buckets, clock_unsure } = latency_ms;
  const within = LATENCY_BUCKETS_MS.findIndex((edge) => edge >= LATENCY_TARGET_MS);
  const painted = { part: total(buckets.slice(0, within + 1)), whole: total(buckets) };
  const tried = attempts.connected + attempts.failed;
  const met = (whole: number, holds: boolean) => (whole === 0 ? null : holds);
  return {
    latency: {
      ...painted,
      met: met(painted.whole, painted.part >= painted.whole * LATENCY_TARGET_SHARE),
      p99: p99Of(buckets),
      unsure: clock_unsure,
    },
    connection: {
      part: attempts.connected,
      whole: tried,
      met: met(tried, attempts.connected > tried * CONNECTED_TARGET),
      outages: attempts.outage,
    },
    fallback: {
      part: scans.polled,
      whole: scans.followed,
      met: met(scans.followed, scans.polled < scans.followed * POLLED_TARGET),
    },
  };
}

/** Connection quality with its denominators, over all stored days. */
export const connectionQualityOf = ({ days }: Measured): ConnectionQuality => ({
  since: days[0]?.day ?? null,
  ...judge(days.reduce((all, { counts }) => addCounts(all, counts), noCounts())),
});
