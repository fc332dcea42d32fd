import type { Clock } from './clock.ts';
import { type Bucket, createBucket } from './createBucket.ts';

const SWEEP_ABOVE = 2_000;

/** A bucket for each key, such as an address or a token. Those that nobody uses are forgotten. */
export function createBuckets(clock: Pick<Clock, 'monotonicMs'>, calls: number, windowMs: number) {
  const buckets = new Map<string, Bucket>();
  let sweptAt = clock.monotonicMs();

  /** No bucket is idle before a window has passed. More frequent sweeps would cost most during a flood. */
  function removeIdle(): void {
    if (buckets.size <= SWEEP_ABOVE || clock.monotonicMs() - sweptAt < windowMs) return;
    sweptAt = clock.monotonicMs();
    for (const [key, bucket] of buckets) if (bucket.isIdle()) buckets.delete(key);
  }

  return {
    /** Takes one call of this key: 0, or the milliseconds to wait. */
    take(key: string): number {
      removeIdle();
      const bucket = buckets.get(key) ?? createBucket(clock, calls, windowMs);
      buckets.set(key, bucket);
      return bucket.take();
    },
    /** Returns one that was taken. */
    give: (key: string): void => buckets.get(key)?.give(),
  };
}
