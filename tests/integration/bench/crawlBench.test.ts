import { expect, it } from 'vitest';
import { crawlBench } from '../../../bench/crawl/crawlBench.ts';

const PAGES = 40;

// Tests that the benchmark runs and its result has the right shape; only a quiet machine can measure speed.
it('lets both sides read the same pages and returns a result of the documented shape', async () => {
  const lines: string[] = [];
  const { result } = await crawlBench({ pages: PAGES, runs: 1, seconds: 1, say: (line) => lines.push(line) });
  for (const line of lines) expect(line.match(new RegExp(`/s of ${PAGES}\\b`, 'g'))).toHaveLength(2);
  expect(lines.length).toBeGreaterThan(0);
  const rate = expect.any(Number);
  expect(JSON.parse(JSON.stringify(result))).toEqual({
    bench: 'crawl',
    figures: { pages_per_s: rate, rss_mb: rate },
    peers: { bare_loop: { pages_per_s: rate } },
    ratios: { bare_loop: rate },
    spread: {
      pages_per_s: [rate, rate],
      rss_mb: [rate, rate],
      'bare_loop.pages_per_s': [rate, rate],
    },
    runs: 1,
    node: process.version,
    cores: rate,
  });
}, 60_000);
