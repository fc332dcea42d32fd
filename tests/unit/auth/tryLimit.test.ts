import { expect, it } from 'vitest';
import { createTryLimit } from '../../../server/src/auth/createTryLimit.ts';
import { createManualClock } from '../../support/clocks/manualClock.ts';

const refused = (tries: Promise<void>) =>
  tries.then(
    () => null,
    (error) => error.code,
  );

it('counts per address, and over all addresses', async () => {
  const limit = createTryLimit(createManualClock(0), { perAddress: 2, overall: 5 });
  expect(await refused(limit.acquire('192.0.2.1'))).toBeNull();
  expect(await refused(limit.acquire('192.0.2.1'))).toBeNull();
  expect(await refused(limit.acquire('192.0.2.1'))).toBe('rate_limited');
  for (const address of ['192.0.2.2', '192.0.2.3', '192.0.2.4'])
    expect(await refused(limit.acquire(address))).toBeNull();
  expect(await refused(limit.acquire('192.0.2.5'))).toBe('rate_limited');
});

it('does not count a successful try', async () => {
  const limit = createTryLimit(createManualClock(0), { perAddress: 1, overall: 1 });
  for (let times = 0; times < 3; times += 1) {
    expect(await refused(limit.acquire('192.0.2.1'))).toBeNull();
    await limit.release('192.0.2.1');
  }
});
