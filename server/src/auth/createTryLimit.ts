import type { Clock } from '../shared/clock.ts';
import { createBuckets } from '../shared/createBuckets.ts';
import { RequestError } from '../shared/RequestError.ts';
import { addressKey } from './addressKey.ts';

const WINDOW_MS = 600_000;
const ALL = 'all';

/**
 * Counts tries at a secret, for each address and over all addresses. The second count stops an attacker with
 * many addresses. A successful try does not count.
 */
export function createTryLimit(
  clock: Pick<Clock, 'monotonicMs'>,
  { perAddress = 10, overall = 200 }: { perAddress?: number; overall?: number } = {},
) {
  const one = createBuckets(clock, perAddress, WINDOW_MS);
  const all = createBuckets(clock, overall, WINDOW_MS);
  return {
    /** Throws `rate_limited` when the tries are used up. */
    async acquire(address: string): Promise<void> {
      const retryAfterMs = one.take(addressKey(address)) || all.take(ALL);
      if (retryAfterMs > 0) {
        throw new RequestError('rate_limited', 'Too many tries. Wait, then make a new code.', {
          retryAfterMs,
        });
      }
    },
    /** Returns a try that was successful. */
    async release(address: string): Promise<void> {
      one.give(addressKey(address));
      all.give(ALL);
    },
  };
}
export type TryLimit = ReturnType<typeof createTryLimit>;
