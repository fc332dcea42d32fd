import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { run } from '../support/run.ts';
import type { Backend } from './backend.ts';
import type { ChaosSize } from './planFaults.ts';
import { runChaos } from './runChaos.ts';

/** `[--seed N] [--small] [--json] [--out FILE]`; the exit code is 1 when something fails. */
export async function runChaosCommand(options: {
  full: ChaosSize;
  small: ChaosSize;
  openBackend: () => Promise<Backend>;
  /** Value of `chaos` in the result. */
  name: string;
  /** Selects the findings that make the run fail. */
  failuresOf: (found: Awaited<ReturnType<typeof runChaos>>) => string[];
}): Promise<void> {
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
  const size = values.small ? options.small : options.full;
  const say = (line: string) => console.error(line);
  const found = await runChaos(size, seed, say, options.openBackend);
  const failures = options.failuresOf(found);
  const named = { ...found.result, chaos: options.name };
  console.error(JSON.stringify({ ...named, kills: undefined }, null, 2));
  for (const failure of failures) console.error(`✗ ${failure}`);
  const text = JSON.stringify({ ...named, failures });
  if (values.out) await writeFile(values.out, `${text}\n`);
  if (values.json) console.log(text);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
