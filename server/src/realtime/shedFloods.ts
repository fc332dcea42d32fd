import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.ts';
import { type Bucket, createBucket } from './createBucket.ts';

const WINDOW_MS = 60_000;
const TIDY_AT = 2_000;

/** `allowRequest` that drops the handshakes of an address that sends far too many, and nothing else. */
export function createFloodShed(
  clock: Clock,
  perMinute: number,
  addressOf: (request: IncomingMessage) => string,
) {
  const buckets = new Map<string, Bucket>();
  return (request: IncomingMessage, decide: (error: string | null, allow: boolean) => void): void => {
    if (buckets.size > TIDY_AT) {
      for (const [address, bucket] of buckets) if (bucket.isIdle()) buckets.delete(address);
    }
    const address = addressOf(request);
    const bucket = buckets.get(address) ?? createBucket(clock, perMinute, WINDOW_MS);
    buckets.set(address, bucket);
    const allow = bucket.take() === 0;
    decide(allow ? null : 'too many connection attempts', allow);
  };
}
