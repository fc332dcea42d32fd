import { expect, it } from 'vitest';
import {
  type Followed,
  figuresOf,
  judgeLatency,
  type Update,
} from '../../../bench/latency/latencyFigures.ts';

const pace = { seconds: 60, ranSeconds: 68, rate: 10 };
const total = pace.ranSeconds * pace.rate;

/** A correct run: each update is painted 20 ms after its append, and each new percent is on the badge after 30. */
function followed(): Followed {
  const updates: Update[] = Array.from({ length: total - 20 }, (_, n) => ({
    value: n + 20,
    percent: Math.floor(5 + (80 * (n + 20)) / total),
    madeAt: n * 100,
    appendedAt: n * 100 + 3,
  }));
  return {
    updates,
    painted: updates.map(({ value, appendedAt }) => ({ value, at: appendedAt + 20 })),
    badges: updates
      .filter(({ percent }, n) => percent !== updates[n - 1]?.percent)
      .map(({ percent, appendedAt }) => ({ value: percent, at: appendedAt + 30 })),
  };
}

function judge(change: (run: Followed) => void): string[] {
  const run = followed();
  change(run);
  return judgeLatency(figuresOf(run).figures, pace);
}

it('passes a correct run, and reports the spread of its samples', () => {
  expect(judge(() => undefined)).toEqual([]);
  const { figures, spread } = figuresOf(followed());
  // Without the three seconds of warm-up.
  expect(figures).toMatchObject({ updates: total - 50, measured: total - 50, max_ms: 20, total_p99_ms: 23 });
  expect(figures).toMatchObject({ coalesce_p99_ms: 3, badge_p95_ms: 30, badge_p99_ms: 30, badge_max_ms: 30 });
  expect(figures.badge_updates).toBe(figures.badge_measured);
  expect(spread).toEqual({ p50_ms: [20, 20, 20], badge_p50_ms: [30, 30, 30] });
});

it.each<[string, (run: Followed) => void, string[]]>([
  [
    'one paint in fifty is late',
    ({ painted }) => {
      for (const [n, one] of painted.entries()) if (n % 50 === 0) one.at += 80;
    },
    ['p99 100 ms'],
  ],
  [
    'a tenth of the updates was never painted',
    (run) => run.painted.splice(-run.painted.length / 10),
    ['updates were seen'],
  ],
  ['nothing was painted', (run) => run.painted.splice(0), ['p99 NaN', 'only 0 of']],
  [
    'the server made two updates where three were due',
    (run) => {
      const isNew = ({ percent }: Update, n: number) => percent !== run.updates[n - 1]?.percent;
      run.updates = run.updates.filter((update, n) => n % 3 !== 0 || isNew(update, n));
    },
    ['updates were made'],
  ],
  [
    'the badge is late',
    ({ badges }) => {
      for (const one of badges) one.at += 70;
    },
    ["badge's p95 is 100 ms"],
  ],
  ['the badge never changed', (run) => run.badges.splice(0), ["badge's p95 is NaN", 'stood on the badge']],
  ['the badge stopped', (run) => run.badges.splice(-run.badges.length / 10), ['stood on the badge']],
  [
    'the scan brought too few percents',
    (run) => {
      for (const update of run.updates) update.percent -= update.percent % 4;
    },
    ['percents for the badge'],
  ],
])('fails when %s', (_name, change, texts) => {
  expect(judge(change)).toEqual(texts.map((text) => expect.stringContaining(text)));
});
