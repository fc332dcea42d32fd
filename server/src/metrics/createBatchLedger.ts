import { TELEMETRY_EVERY_MS } from '@seo-live/protocol';
import type { Clock } from '../shared/clock.ts';
import { RequestError } from '../shared/RequestError.ts';

const KEPT_BATCHES = 20_000;
const KEPT_TOKENS = 5_000;
/**
 * A client that sends each minute must not be refused because one request took less time than the one before.
 */
const TOLERANCE_MS = 5_000;

/** Adds an entry at the end, and keeps only the newest `most` entries. */
function remember<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}

/** Which batches were counted, and when each token sent its last one. Bounded, and lost at a restart. */
export function createBatchLedger({ clock }: { clock: Pick<Clock, 'monotonicMs'> }) {
  const counted = new Map<string, true>();
  const lastAt = new Map<string, number>();

  return {
    /**
     * True when the batch must be counted. False when it was counted before: a client that got no answer
     * sends it again. Throws `rate_limited` when the token sent another one less than a minute ago.
     */
    take(tokenId: string, batchId: string): boolean {
      const key = `${tokenId}|${batchId}`;
      if (counted.has(key)) return false;
      const waitMs =
        (lastAt.get(tokenId) ?? Number.NEGATIVE_INFINITY) +
        TELEMETRY_EVERY_MS -
        TOLERANCE_MS -
        clock.monotonicMs();
      if (waitMs > 0) {
        throw new RequestError(
          'rate_limited',
          'One batch a minute is enough. Nothing of this one was counted; send it again later.',
          { retryAfterMs: waitMs },
        );
      }
      remember(lastAt, tokenId, clock.monotonicMs(), KEPT_TOKENS);
      remember(counted, key, true, KEPT_BATCHES);
      return true;
    },
  };
}
