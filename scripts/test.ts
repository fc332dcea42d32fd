// The whole of `npm test`: types, lint, unit and integration tests, the FastAPI integration, the built
// extension, real browsers. `npm test -- unit e2e` runs only the parts named.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPlaywright, readPytest, readVitest, type Tally } from './support/readTestReports.ts';
import { run } from './support/run.ts';
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
    const ok = (await run(command, args)) === 0;
    count({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, broken: ok ? [] : [name] });
  }
}

if (wants('types')) await runSteps(typeSteps);
if (wants('lint')) await runSteps(lintSteps);
if (wants('unit')) {
  console.log('\n— unit and integration tests');
  const file = path.join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  count(readVitest(file, await run('vitest', args)));
}
if (wants('fastapi')) {
  console.log('\n— the FastAPI integration, with Debian’s packages');
  const file = path.join(reports, 'pytest.xml');
  const args = ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${file}`];
  count(readPytest(file, await run('/usr/bin/python3', [...args, 'integrations/fastapi'])));
}
if (wants('build') || wants('e2e')) await runSteps(buildSteps);
if (wants('e2e')) {
  console.log('\n— browser tests');
  const file = path.join(reports, 'playwright.json');
  const report = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  count(readPlaywright(file, await run('playwright', ['test', '--reporter=list,json'], report)));
}

rmSync(reports, { recursive: true, force: true });
if (total.broken.length > 0) console.log(`\nFailed:\n${total.broken.map((name) => `  ${name}`).join('\n')}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
