import { expect, it } from 'vitest';
import { createRequestLimit } from '../../../server/src/http/plumbing/createRequestLimit.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

it('refuses over the limit, says for how long, and lets through again by the monotonic clock alone', async () => {
  const clock = createManualClock(0);
  const limit = createRequestLimit(clock, 60);
  for (let sent = 0; sent < 60; sent += 1) await limit.takeToken('a');
  await expect(limit.takeToken('a')).rejects.toMatchObject({
    code: 'rate_limited',
    extras: { retryAfterMs: 1000 },
  });
  await limit.takeToken('b');
  await limit.takeAddress('192.0.2.1');
  clock.advance(1000);
  await limit.takeToken('a');
  await expect(limit.takeToken('a')).rejects.toMatchObject({ code: 'rate_limited' });
});
