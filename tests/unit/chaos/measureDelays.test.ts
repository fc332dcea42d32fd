import { describe, expect, it } from 'vitest';
import {
  describeLate,
  describeUnmeasured,
  type Follower,
  measureDelays,
  summariseDelays,
} from '../../../scripts/chaos/measureDelays.ts';

const place = (seq: number, at: number) => ({ jobId: 'j1', epoch: '0a', seq, at });

/** One event at 1,000 ms that is stored at once. */
const follower = (change: Partial<Follower> = {}): Follower => ({
  name: 'looking',
  watches: true,
  faults: [],
  instanceStarts: [],
  rests: [],
  appended: [place(1, 1000)],
  known: [place(1, 1010)],
  ...change,
});
const stall = { kind: 'a stall', from: 900, to: 61_000 };

describe('the delay of an event after the last fault', () => {
  it('counts from the event without a fault', () => {
    expect(measureDelays(follower())).toMatchObject([{ after: 'no trouble', ms: 10, limitMs: 18_000 }]);
  });

  it('counts from the end of the fault', () => {
    const late = follower({ faults: [stall], known: [place(1, 65_000)] });
    expect(measureDelays(late)).toMatchObject([{ after: 'a stall', base: 61_000, ms: 4000 }]);
    expect(describeLate(measureDelays(late))).toEqual([]);
  });

  it('ignores a fault that ended after the event was stored', () => {
    const early = follower({ faults: [{ kind: 'a drop', from: 900, to: 3000 }], known: [place(1, 2000)] });
    expect(measureDelays(early)).toMatchObject([{ after: 'no trouble', ms: 0 }]);
  });

  it('ends with a later event of the job, also of a later epoch', () => {
    const next = follower({ known: [{ ...place(1, 1500), epoch: '0b' }] });
    expect(measureDelays(next)).toMatchObject([{ ms: 500 }]);
    const before = follower({ known: [{ ...place(9, 1500), epoch: '09' }] });
    expect(measureDelays(before)).toMatchObject([{ ms: Number.POSITIVE_INFINITY }]);
  });

  it('restarts with a fault that begins within the limit, not with a later one', () => {
    const again = { kind: 'a server kill', from: 70_000, to: 72_000 };
    const inTime = follower({ faults: [again, stall], known: [place(1, 80_000)] });
    expect(measureDelays(inTime)).toMatchObject([{ after: 'a server kill', ms: 8000 }]);
    const tooLate = { kind: 'a server kill', from: 61_000 + 18_001, to: 81_000 };
    const excused = follower({ faults: [stall, tooLate], known: [place(1, 82_000)] });
    expect(describeLate(measureDelays(excused))).toHaveLength(1);
  });
});

describe('the limit', () => {
  const known = [place(1, 61_000 + 30_000)];
  it.each([
    ['18 s while the popup is open, even after a worker kill', { instanceStarts: [75_000] }, 1],
    ['18 s for a worker that is awake', { watches: false }, 1],
    ['45 s for a worker that had to be woken', { watches: false, instanceStarts: [75_000] }, 0],
    ['45 s while only the alarm polls', { rests: [{ from: 50_000, to: 90_000 }] }, 0],
    ['18 s when the worker rested only before', { rests: [{ from: 50_000, to: 60_000 }] }, 1],
  ])('is %s', (_, change, late) => {
    const found = measureDelays(follower({ faults: [stall], known, ...change }));
    expect(describeLate(found)).toHaveLength(late);
  });

  it('is exceeded by an event that is never stored', () => {
    expect(describeLate(measureDelays(follower({ known: [] })))).toEqual([
      'looking: never until j1 was right again after no trouble; the limit is 18000',
    ]);
  });
});

it('reports the longest delay of each fault, and the kinds of faults without a delay', () => {
  const delays = measureDelays(
    follower({
      faults: [stall],
      appended: [place(1, 1000), place(2, 2000)],
      known: [place(1, 62_000), place(2, 64_000)],
    }),
  );
  expect(summariseDelays(delays)).toEqual({ 'a stall, looking': { count: 1, p50: 3000, max: 3000 } });
  expect(describeUnmeasured(delays, [stall, { kind: 'a drop', from: 0, to: 1 }])).toEqual([
    'nothing was measured after a drop',
  ]);
});
