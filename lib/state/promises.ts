import { LATENCY_BUCKETS_MS } from '@seo-live/protocol';
import { addCounts, type Counts, type Measured, noCounts } from './measured';

/** Updates on screen within `LATENCY_TARGET_MS`: at least this share of them. */
export const LATENCY_TARGET_SHARE = 0.99;
export const LATENCY_TARGET_MS = 100;
/** Attempts that connect: more than this share. */
export const CONNECTED_TARGET = 0.99;
/** Scans that need polling: less than this share. */
export const POLLED_TARGET = 0.05;

/** `part` of `whole`, and whether that keeps the promise; null: nothing was measured yet. */
interface Kept {
  part: number;
  whole: number;
  kept: boolean | null;
}

export interface Promises {
  /** First day that is counted, as YYYY-MM-DD; null before the first. */
  since: string | null;
  /** `part`: updates on screen within the target. `p99`: the most ms that 99 of 100 took; null: longer than is measured. */
  latency: Kept & { p99: number | null; unsure: number };
  connection: Kept & { outages: number };
  /** `part`: scans that took an update by polling. */
  fallback: Kept;
}

const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The edge of the first bucket with which the promised share of all samples is counted. */
function p99Of(buckets: readonly number[]): number | null {
  const enough = total(buckets) * LATENCY_TARGET_SHARE;
  const index = buckets.findIndex((_, last) => total(buckets.slice(0, last + 1)) >= enough);
  return LATENCY_BUCKETS_MS[index] ?? null;
}

function judge({ attempts, scans, latency_ms }: Counts): Omit<Promises, 'since'> {
  const { buckets, clock_unsure } = latency_ms;
  const within = LATENCY_BUCKETS_MS.findIndex((edge) => edge >= LATENCY_TARGET_MS);
  const painted = { part: total(buckets.slice(0, within + 1)), whole: total(buckets) };
  const tried = attempts.connected + attempts.failed;
  const kept = (whole: number, holds: boolean) => (whole === 0 ? null : holds);
  return {
    latency: {
      ...painted,
      kept: kept(painted.whole, painted.part >= painted.whole * LATENCY_TARGET_SHARE),
      p99: p99Of(buckets),
      unsure: clock_unsure,
    },
    connection: {
      part: attempts.connected,
      whole: tried,
      kept: kept(tried, attempts.connected > tried * CONNECTED_TARGET),
      outages: attempts.outage,
    },
    fallback: {
      part: scans.polled,
      whole: scans.followed,
      kept: kept(scans.followed, scans.polled < scans.followed * POLLED_TARGET),
    },
  };
}

/** The three promises with their denominators, over all days that are stored. */
export const promisesOf = ({ days }: Measured): Promises => ({
  since: days[0]?.day ?? null,
  ...judge(days.reduce((all, { counts }) => addCounts(all, counts), noCounts())),
});
