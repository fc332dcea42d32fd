import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../shared/RequestError.ts';
import { addressKey } from './addressKey.ts';

const WINDOW_S = 600;

/**
 * Counts tries at a secret, for each address and over all addresses. The second count stops an attacker with
 * many addresses. A successful try does not count.
 */
export function createTryLimit({
  perAddress = 10,
  overall = 200,
}: {
  perAddress?: number;
  overall?: number;
} = {}) {
  const one = new RateLimiterMemory({ points: perAddress, duration: WINDOW_S });
  const all = new RateLimiterMemory({ points: overall, duration: WINDOW_S });
  return {
    /** Throws `rate_limited` when the tries are used up. */
    async acquire(address: string): Promise<void> {
      try {
        await one.consume(addressKey(address));
        await all.consume('all');
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new RequestError('rate_limited', 'Too many tries. Wait, then make a new code.', {
          retryAfterMs: refusal.msBeforeNext,
        });
      }
    },
    /** Returns a try that was successful. */
    async release(address: string): Promise<void> {
      await one.reward(addressKey(address));
      await all.reward('all');
    },
  };
}
export type TryLimit = ReturnType<typeof createTryLimit>;
