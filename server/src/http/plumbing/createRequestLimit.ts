import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressKey } from '../../auth/addressKey.ts';
import { RequestError } from '../../shared/RequestError.ts';

/** How many requests a minute one token, or one address without a token, may send. */
export function createRequestLimit(perMinute: number) {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });

  async function take(key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new RequestError(
        'rate_limited',
        `More than ${perMinute} requests in a minute. Nothing was done; try again later.`,
        {
          retryAfterMs: refusal.msBeforeNext,
        },
      );
    }
  }

  return {
    takeToken: (tokenId: string) => take(`token:${tokenId}`),
    takeAddress: (address: string) => take(`address:${addressKey(address)}`),
  };
}
export type RequestLimit = ReturnType<typeof createRequestLimit>;
