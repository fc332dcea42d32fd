import { expect, it } from 'vitest';
import { rightAt } from '../../../bench/recovery/recoveredAt.ts';

// Ten updates a second from second 1 on; killed at 3 s, which is when update 20 was made.
const pace = { startedAt: 1000, rate: 10 };
const killedAt = 3000;

it('takes the first paint of an update made after the fault', () => {
  const seen = [
    { value: 19, at: 2930 },
    { value: 20, at: 3040 },
    { value: 24, at: 3460 },
    { value: 25, at: 3540 },
  ];
  expect(rightAt(seen, killedAt, pace)).toBe(3460);
});

it('takes no update that was stored before the fault and painted after it', () => {
  expect(rightAt([{ value: 20, at: 3001 }], killedAt, pace)).toBeUndefined();
});

it('takes nothing that was painted before, as of an earlier scan that had come farther', () => {
  expect(rightAt([{ value: 500, at: 2999 }], killedAt, pace)).toBeUndefined();
});

it('takes nothing while it does not know when the scan began', () => {
  expect(rightAt([{ value: 21, at: 3100 }], killedAt, { ...pace, startedAt: Number.NaN })).toBeUndefined();
});
