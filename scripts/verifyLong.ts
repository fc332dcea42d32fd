// npm run verify:long -- [--browser chromium|firefox|all] [--minutes 4] [--json] [--out FILE]: measures how long
// the background stays alive in browsers without a debugger, by the log of the server.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { longBrowsers } from './long/longBrowsers.ts';
import { longScenes, type Outcome } from './long/longScenes.ts';
import { run } from './support/run.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'all' },
    minutes: { type: 'string', default: '4' },
    json: { type: 'boolean' },
    out: { type: 'string' },
  },
});
const minutes = Number(values.minutes);

const { chromium, firefox, inspectedFirefox } = longBrowsers;
const { oneInstance, sleeps, wokenByAlarm } = longScenes;

const browsers = {
  chromium: {
    build: ['build', '-b', 'chrome'],
    scenes: () => [
      oneInstance(chromium, 20_000, minutes),
      oneInstance(chromium, 25_000, minutes),
      oneInstance(chromium, 60_000, minutes),
      sleeps(chromium),
      wokenByAlarm(chromium, 3),
    ],
  },
  firefox: {
    build: ['zip', '-b', 'firefox'],
    scenes: () => [
      oneInstance(firefox, 20_000, minutes),
      sleeps(inspectedFirefox),
      wokenByAlarm(inspectedFirefox, 3),
    ],
  },
};
const wanted = (['chromium', 'firefox'] as const).filter((name) => [name, 'all'].includes(values.browser));
if (wanted.length === 0) {
  console.error(`Unknown browser: ${values.browser}. Use chromium, firefox or all.`);
  process.exit(2);
}
for (const name of wanted) if ((await run('wxt', browsers[name].build)) !== 0) process.exit(1);

/** Prints each outcome as soon as it is known. */
async function printed(browser: string, scene: Promise<Outcome>): Promise<Outcome & { browser: string }> {
  const { name, ok, figures } = await scene;
  console.error(`${ok ? '✓' : '✗'} ${browser}, ${name}: ${JSON.stringify(figures)}`);
  return { browser, name, ok, figures };
}

// All scenes run at the same time, because they mostly wait.
const outcomes = await Promise.all(
  wanted.flatMap((name) => browsers[name].scenes().map((scene) => printed(name, scene))),
);
const text = JSON.stringify({ verify: 'long', outcomes, node: process.version });
if (values.out) await writeFile(values.out, `${text}\n`);
if (values.json) console.log(text);
process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
