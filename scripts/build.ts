// npm run build -- [chrome|firefox] [--zip]: builds the unpacked extension into .output/BROWSER-mv3. `--zip` makes
// the archive for a store; for Firefox also an archive of the sources, which the store requires.
import { parseArgs } from 'node:util';
import { run } from './support/run.ts';

const { values, positionals } = parseArgs({ options: { zip: { type: 'boolean' } }, allowPositionals: true });
const [browser = 'chrome'] = positionals;
if (browser !== 'chrome' && browser !== 'firefox') {
  console.error(`Unknown browser: ${browser}. Use chrome or firefox.`);
  process.exit(2);
}
process.exitCode = await run('wxt', [values.zip ? 'zip' : 'build', '-b', browser]);
