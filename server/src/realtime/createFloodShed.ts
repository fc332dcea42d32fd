import type { IncomingMessage } from 'node:http';
import type { Clock } from '../shared/clock.ts';
import { type Bucket, createBucket } from './createBucket.ts';

const WINDOW_MS = 60_000;
const SWEEP_ABOVE = 2_000;

/** An `allowRequest` that drops the handshakes of an address that sends far too many. */
export function createFloodShed(
  clock: Clock,
  perMinute: number,
  addressOf: (request: IncomingMessage) => string,
  onShed?: () => void,
) {
  const buckets = new Map<string, Bucket>();
  let sweptAt = clock.monotonicMs();

  /** No bucket is idle before a window has passed. More frequent sweeps would cost most during a flood. */
  function removeIdle(): void {
    if (buckets.size <= SWEEP_ABOVE || clock.monotonicMs() - sweptAt < WINDOW_MS) return;
    sweptAt = clock.monotonicMs();
    for (const [address, bucket] of buckets) if (bucket.isIdle()) buckets.delete(address);
  }

  return (request: IncomingMessage, decide: (error: string | null, allow: boolean) => void): void => {
    removeIdle();
    const address = addressOf(request);
    const bucket = buckets.get(address) ?? createBucket(clock, perMinute, WINDOW_MS);
    buckets.set(address, bucket);
    const allow = bucket.take() === 0;
    if (!allow) onShed?.();
    decide(allow ? null : 'too many connection attempts', allow);
  };
}
