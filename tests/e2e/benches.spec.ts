import { expect, test } from '@playwright/test';
import { latencyBench } from '../../bench/latency/latencyBench.ts';
import { recoveryBench } from '../../bench/recovery/recoveryBench.ts';

const SHAPE = ['bench', 'cores', 'figures', 'node', 'peers', 'ratios', 'runs', 'spread'];
const options = { pages: 1, runs: 1, seconds: 4, say: () => undefined };

// Tests that the benchmarks run and measure something. Only a quiet machine can say how fast it is.
test.describe('benchmarks still run:', () => {
  test.setTimeout(180_000);

  test('latency sees updates in popup, badge and polling', async () => {
    const { result } = await latencyBench(options);
    expect(Object.keys(result).sort()).toEqual(SHAPE);
    const { figures, peers } = result;
    for (const value of [...Object.values(figures), ...Object.values(peers.polling_5s ?? {})]) {
      expect(Number.isFinite(value)).toBe(true);
    }
    expect(figures.measured).toBeGreaterThan(10);
    expect(figures.p50_ms).toBeLessThanOrEqual(figures.p99_ms ?? 0);
    expect(figures.badge_measured).toBeGreaterThan(10);
    expect(Object.keys(peers)).toEqual(['polling_5s']);
    expect(Object.keys(result.spread)).toHaveLength(4);
    for (const [lowest, middle, highest] of Object.values(result.spread)) {
      expect(lowest).toBeLessThanOrEqual(middle ?? Number.NaN);
      expect(middle).toBeLessThanOrEqual(highest ?? Number.NaN);
    }
  });

  test('recovery is right again after a kill, a drop and a restart', async () => {
    const { result } = await recoveryBench(options);
    expect(Object.keys(result).sort()).toEqual(SHAPE);
    for (const after of ['kill', 'drop', 'restart']) {
      const figure = Object.entries(result.figures).find(([name]) => name.startsWith(after));
      expect(figure, after).toBeDefined();
      expect(Number.isFinite(figure?.[1])).toBe(true);
    }
  });
});
