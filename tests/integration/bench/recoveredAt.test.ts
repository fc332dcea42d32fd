import { expect, it } from 'vitest';
import { recoveredAt } from '../../../bench/recovery/recoveredAt.ts';

// Ten updates a second, starting at 1 s. The kill is at 3 s, when update 20 was made.
const pace = { startedAt: 1000, rate: 10 };
const killedAt = 3000;

it('takes the first paint of an update made after the fault', () => {
  const seen = [
    { value: 19, at: 2930 },
    { value: 20, at: 3040 },
    { value: 24, at: 3460 },
    { value: 25, at: 3540 },
  ];
  expect(recoveredAt(seen, killedAt, pace)).toBe(3460);
});

it('ignores an update that was stored before the fault and painted after it', () => {
  expect(recoveredAt([{ value: 20, at: 3001 }], killedAt, pace)).toBeUndefined();
});

it('ignores paints before the fault, as of an earlier scan with more pages', () => {
  expect(recoveredAt([{ value: 500, at: 2999 }], killedAt, pace)).toBeUndefined();
});

it('returns nothing when the start of the scan is unknown', () => {
  expect(
    recoveredAt([{ value: 21, at: 3100 }], killedAt, { ...pace, startedAt: Number.NaN }),
  ).toBeUndefined();
});
