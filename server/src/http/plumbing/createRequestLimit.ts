import { addressKey } from '../../auth/addressKey.ts';
import type { Clock } from '../../shared/clock.ts';
import { createBuckets } from '../../shared/createBuckets.ts';
import { RequestError } from '../../shared/RequestError.ts';

const WINDOW_MS = 60_000;

/** How many requests a minute one token, or one address without a token, may send. Throws `rate_limited`. */
export function createRequestLimit(clock: Pick<Clock, 'monotonicMs'>, perMinute: number) {
  const requests = createBuckets(clock, perMinute, WINDOW_MS);

  async function take(key: string): Promise<void> {
    const retryAfterMs = requests.take(key);
    if (retryAfterMs === 0) return;
    throw new RequestError(
      'rate_limited',
      `More than ${perMinute} requests in a minute. Nothing was done; try again later.`,
      { retryAfterMs },
    );
  }

  return {
    takeToken: (tokenId: string) => take(`token:${tokenId}`),
    takeAddress: (address: string) => take(`address:${addressKey(address)}`),
  };
}
export type RequestLimit = ReturnType<typeof createRequestLimit>;
