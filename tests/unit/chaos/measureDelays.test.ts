import { describe, expect, it } from 'vitest';
import {
  delaysOf,
  type Follower,
  lateOnes,
  summaryOf,
  unmeasured,
} from '../../../scripts/chaos/measureDelays.ts';

const place = (seq: number, at: number) => ({ jobId: 'j1', epoch: '0a', seq, at });

/** One event at 1,000 ms that is known at once. */
const follower = (change: Partial<Follower> = {}): Follower => ({
  name: 'looking',
  looks: true,
  troubles: [],
  births: [],
  rests: [],
  appended: [place(1, 1000)],
  known: [place(1, 1010)],
  ...change,
});
const stall = { kind: 'a stall', from: 900, to: 61_000 };

describe('how long after the last trouble in its way an event is known', () => {
  it('is told from the event without one', () => {
    expect(delaysOf(follower())).toMatchObject([{ after: 'no trouble', ms: 10, limitMs: 18_000 }]);
  });

  it('is told from the end of the trouble', () => {
    const late = follower({ troubles: [stall], known: [place(1, 65_000)] });
    expect(delaysOf(late)).toMatchObject([{ after: 'a stall', base: 61_000, ms: 4000 }]);
    expect(lateOnes(delaysOf(late))).toEqual([]);
  });

  it('is no merit of a trouble that was over when it was known', () => {
    const early = follower({ troubles: [{ kind: 'a drop', from: 900, to: 3000 }], known: [place(1, 2000)] });
    expect(delaysOf(early)).toMatchObject([{ after: 'no trouble', ms: 0 }]);
  });

  it('counts a later event of the job, also of a later epoch, as knowing the earlier one', () => {
    const next = follower({ known: [{ ...place(1, 1500), epoch: '0b' }] });
    expect(delaysOf(next)).toMatchObject([{ ms: 500 }]);
    const before = follower({ known: [{ ...place(9, 1500), epoch: '09' }] });
    expect(delaysOf(before)).toMatchObject([{ ms: Number.POSITIVE_INFINITY }]);
  });

  it('begins anew with a trouble that comes in time, not with one that comes too late', () => {
    const again = { kind: 'a server kill', from: 70_000, to: 72_000 };
    const inTime = follower({ troubles: [again, stall], known: [place(1, 80_000)] });
    expect(delaysOf(inTime)).toMatchObject([{ after: 'a server kill', ms: 8000 }]);
    const tooLate = { kind: 'a server kill', from: 61_000 + 18_001, to: 81_000 };
    const excused = follower({ troubles: [stall, tooLate], known: [place(1, 82_000)] });
    expect(lateOnes(delaysOf(excused))).toHaveLength(1);
  });
});

describe('the limit', () => {
  const known = [place(1, 61_000 + 30_000)];
  it.each([
    ['18 s for who looks, though the worker was killed', { births: [75_000] }, 1],
    ['18 s for a worker that is awake', { looks: false }, 1],
    ['45 s for one that had to be woken', { looks: false, births: [75_000] }, 0],
    ['45 s where only the alarm asks', { rests: [{ from: 50_000, to: 90_000 }] }, 0],
    ['18 s where it rested only before', { rests: [{ from: 50_000, to: 60_000 }] }, 1],
  ])('is %s', (_, change, late) => {
    const found = delaysOf(follower({ troubles: [stall], known, ...change }));
    expect(lateOnes(found)).toHaveLength(late);
  });

  it('is broken by what is never known', () => {
    expect(lateOnes(delaysOf(follower({ known: [] })))).toEqual([
      'looking: never until j1 was right again after no trouble; the limit is 18000',
    ]);
  });
});

it('tells one figure for each trouble, the worst, and which kinds have shown nothing', () => {
  const delays = delaysOf(
    follower({
      troubles: [stall],
      appended: [place(1, 1000), place(2, 2000)],
      known: [place(1, 62_000), place(2, 64_000)],
    }),
  );
  expect(summaryOf(delays)).toEqual({ 'a stall, looking': { count: 1, p50: 3000, max: 3000 } });
  expect(unmeasured(delays, [stall, { kind: 'a drop', from: 0, to: 1 }])).toEqual([
    'nothing was measured after a drop',
  ]);
});
