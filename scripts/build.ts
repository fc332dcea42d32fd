// npm run build -- [chrome|firefox] [--zip]: the unpacked extension, into .output/BROWSER-mv3. `--zip` makes
// what a store takes; for Firefox also the sources it can be built from again.
import { parseArgs } from 'node:util';
import { run } from './support/run.ts';

const { values, positionals } = parseArgs({ options: { zip: { type: 'boolean' } }, allowPositionals: true });
const [browser = 'chrome'] = positionals;
if (browser !== 'chrome' && browser !== 'firefox') {
  console.error(`Unknown browser: ${browser}. There are chrome and firefox.`);
  process.exit(2);
}
process.exitCode = await run('wxt', [values.zip ? 'zip' : 'build', '-b', browser]);
