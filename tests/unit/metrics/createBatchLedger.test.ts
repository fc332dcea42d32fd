import { TELEMETRY_EVERY_MS } from '@seo-live/protocol';
import { expect, it } from 'vitest';
import { createBatchLedger } from '../../../server/src/metrics/createBatchLedger.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

const world = () => {
  const clock = createManualClock();
  return { clock, ...createBatchLedger({ clock }) };
};

it('counts a batch once, also when it is sent again at once', () => {
  const { take } = world();
  expect(take('token', 'a')).toBe(true);
  expect(take('token', 'a')).toBe(false);
  expect(take('other', 'a')).toBe(true);
});

it('accepts one batch a minute from a token, with five seconds of tolerance, and returns how long to wait', () => {
  const { take, clock } = world();
  take('token', 'a');
  clock.advance(TELEMETRY_EVERY_MS - 6000);
  expect(() => take('token', 'b')).toThrow(
    expect.objectContaining({ code: 'rate_limited', extras: { retryAfterMs: 1000 } }),
  );
  clock.advance(1000);
  expect(take('token', 'b')).toBe(true);
});

it('forgets the oldest batches, not the newest', () => {
  const { take, clock } = world();
  for (let n = 0; n <= 20_000; n += 1) take(`token-${n}`, 'a');
  expect(take('token-20000', 'a')).toBe(false);
  clock.advance(TELEMETRY_EVERY_MS);
  expect(take('token-0', 'a')).toBe(true);
});
