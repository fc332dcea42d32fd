import type { Clock } from './clock.ts';

/**
 * Allows `calls` in a window that refills steadily. `take` answers 0, or the milliseconds to wait. It counts by the
 * monotonic clock: by the other one, a clock that is set back by an hour would refuse everything for that hour.
 */
export function createBucket(clock: Pick<Clock, 'monotonicMs'>, calls: number, windowMs: number) {
  const perMs = calls / windowMs;
  let left = calls;
  let at = clock.monotonicMs();
  return {
    take(): number {
      const now = clock.monotonicMs();
      left = Math.min(calls, left + Math.max(0, now - at) * perMs);
      at = now;
      if (left < 1) return Math.ceil((1 - left) / perMs);
      left -= 1;
      return 0;
    },
    /** Returns one that was taken. */
    give(): void {
      left = Math.min(calls, left + 1);
    },
    /** True when nothing was taken for a whole window: the bucket is full and can be dropped. */
    isIdle: (): boolean => clock.monotonicMs() - at > windowMs,
  };
}

export type Bucket = ReturnType<typeof createBucket>;
