// The whole of `npm test`: types, lint, unit and integration tests, the FastAPI integration, the built
// extension, real browsers. `npm test -- unit e2e` runs only the parts named.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTimings } from './support/createTimings.ts';
import { readPlaywright, readPytest, readVitest, type Tally } from './support/readTestReports.ts';
import { run, runKept } from './support/run.ts';
import { buildSteps, lintSteps, type Step, typeSteps } from './support/steps.ts';

const parts = ['types', 'lint', 'unit', 'fastapi', 'build', 'e2e'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. There are: ${parts.join(', ')}.`);
  process.exit(2);
}
const wants = (name: string) => asked.length === 0 || asked.includes(name);

const reports = mkdtempSync(path.join(tmpdir(), 'seo-live-test-'));
const timings = createTimings(() => performance.now());
const total: Tally = { passed: 0, failed: 0, skipped: 0, broken: [] };

function count({ passed, failed, skipped, broken }: Tally) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.broken.push(...broken);
}

async function runSteps(steps: Step[]) {
  for (const { name, command, args } of steps) {
    console.log(`\n— ${name}`);
    const ok = (await timings.time(name, () => run(command, args))) === 0;
    count({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, broken: ok ? [] : [name] });
  }
}

async function runUnit() {
  console.log('\n— unit and integration tests');
  const file = path.join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  count(readVitest(file, await timings.time('unit and integration tests', () => run('vitest', args))));
}

/** Answers what prints its output and counts it, for the moment when nothing else prints. */
async function runFastapi(): Promise<() => void> {
  const file = path.join(reports, 'pytest.xml');
  const args = ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${file}`];
  const { code, output } = await timings.time('FastAPI integration', () =>
    runKept('/usr/bin/python3', [...args, 'integrations/fastapi']).catch((error: unknown) => ({
      code: 1,
      output: String(error),
    })),
  );
  return () => {
    console.log(`\n— the FastAPI integration, with Debian’s packages\n${output}`);
    count(readPytest(file, code));
  };
}

if (wants('types')) await runSteps(typeSteps);
if (wants('lint')) await runSteps(lintSteps);
// Both mostly wait, so they run at the same time.
const fastapi = wants('fastapi') ? runFastapi() : null;
if (wants('unit')) await runUnit();
(await fastapi)?.();
if (wants('build') || wants('e2e')) await runSteps(buildSteps);
if (wants('e2e')) {
  console.log('\n— browser tests');
  const file = path.join(reports, 'playwright.json');
  const report = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const args = ['test', '--reporter=list,json'];
  count(readPlaywright(file, await timings.time('browser tests', () => run('playwright', args, report))));
}

rmSync(reports, { recursive: true, force: true });
if (total.broken.length > 0) console.log(`\nFailed:\n${total.broken.map((name) => `  ${name}`).join('\n')}`);
console.log(`\nTime taken:\n${timings.table()}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
