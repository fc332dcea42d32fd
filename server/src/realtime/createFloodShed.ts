import type { IncomingMessage } from 'node:http';
import type { Clock } from '../shared/clock.ts';
import { createBuckets } from '../shared/createBuckets.ts';

const WINDOW_MS = 60_000;

/** An `allowRequest` that drops the handshakes of an address that sends far too many. */
export function createFloodShed(
  clock: Clock,
  perMinute: number,
  addressOf: (request: IncomingMessage) => string,
  onShed?: () => void,
) {
  const handshakes = createBuckets(clock, perMinute, WINDOW_MS);
  return (request: IncomingMessage, decide: (error: string | null, allow: boolean) => void): void => {
    const allow = handshakes.take(addressOf(request)) === 0;
    if (!allow) onShed?.();
    decide(allow ? null : 'too many connection attempts', allow);
  };
}
