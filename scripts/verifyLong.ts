// npm run verify:long -- [--minutes 4] [--json] [--out FILE]: how long the worker lives, seen from the
// server, in browsers without a debugger.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Outcome, oneLife, sleeps, wokenByAlarm } from './long/scenes.ts';
import { run } from './support/run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '4' },
    json: { type: 'boolean' },
    out: { type: 'string' },
  },
});
const minutes = Number(values.minutes);

if ((await run('wxt', ['build', '-b', 'chrome'])) !== 0) process.exit(1);
const outcomes: Outcome[] = await Promise.all([
  oneLife(20_000, minutes),
  oneLife(25_000, minutes),
  oneLife(60_000, minutes),
  sleeps(),
  wokenByAlarm(3),
]);
for (const { name, ok, figures } of outcomes) {
  console.error(`${ok ? '✓' : '✗'} ${name}: ${JSON.stringify(figures)}`);
}
const text = JSON.stringify({ verify: 'long', browser: 'chromium', outcomes, node: process.version });
if (values.out) await writeFile(values.out, `${text}\n`);
if (values.json) console.log(text);
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
