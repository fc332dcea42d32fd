// npm run chaos -- [--seed N] [--small] [--json] [--out FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fullSize, smallSize } from './chaos/plan.ts';
import { runChaos } from './chaos/runChaos.ts';
import { run } from './support/run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    small: { type: 'boolean' },
    json: { type: 'boolean' },
    out: { type: 'string' },
  },
});
if (!process.env.SEO_LIVE_EXTENSION && (await run('wxt', ['build', '-b', 'chrome'])) !== 0) process.exit(1);
const seed = Number(values.seed ?? Date.now() % 1_000_000_007);
const { result, wrong, broken } = await runChaos(values.small ? smallSize : fullSize, seed, (line) =>
  console.error(line),
);
const failures = [...wrong, ...broken];
console.error(JSON.stringify({ ...result, kills: undefined }, null, 2));
for (const failure of failures) console.error(`✗ ${failure}`);
const text = JSON.stringify({ ...result, failures });
if (values.out) await writeFile(values.out, `${text}\n`);
if (values.json) console.log(text);
process.exitCode = failures.length === 0 ? 0 : 1;
