// npm run bench -- NAME [--json] [options of the benchmark]
import { parseArgs } from 'node:util';
import { crawlBench } from './crawl/crawlBench.ts';
import { latencyBench } from './latency/latencyBench.ts';
import { progressBench } from './progress/progressBench.ts';
import { recoveryBench } from './recovery/recoveryBench.ts';
import type { Bench } from './support/bench.ts';
import { printResult } from './support/printResult.ts';

const benches: Record<string, Bench> = {
  crawl: crawlBench,
  latency: latencyBench,
  progress: progressBench,
  recovery: recoveryBench,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    pages: { type: 'string' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
  },
});
const bench = benches[positionals[0] ?? ''];
if (!bench) {
  console.error(
    `Usage: npm run bench -- NAME [--json] [--pages N] [--runs N] [--seconds N]. Names: ${Object.keys(benches).join(', ')}`,
  );
  process.exit(2);
}

const { result, failures } = await bench({
  pages: Number(values.pages ?? 3000),
  runs: Number(values.runs ?? 5),
  seconds: Number(values.seconds ?? 60),
  say: (line) => console.error(line),
});
printResult(result);
for (const failure of failures) console.error(`✗ ${failure}`);
if (values.json) console.log(JSON.stringify(result));
process.exitCode = failures.length === 0 ? 0 : 1;
