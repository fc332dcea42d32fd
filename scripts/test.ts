// The whole of `npm test`: types, lint, unit and integration tests, the built extension, real browsers.
// `npm test -- unit e2e` runs only the parts named.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './support/run.ts';
import { buildSteps, lintSteps, type Step, typeSteps } from './support/steps.ts';

const parts = ['types', 'lint', 'unit', 'build', 'e2e'];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. There are: ${parts.join(', ')}.`);
  process.exit(2);
}
const wants = (name: string) => asked.length === 0 || asked.includes(name);

const reports = mkdtempSync(path.join(tmpdir(), 'seo-live-test-'));
const total = { passed: 0, failed: 0 };
const broken: string[] = [];

function count(name: string, ok: boolean) {
  if (ok) total.passed += 1;
  else {
    total.failed += 1;
    broken.push(name);
  }
}

async function runSteps(steps: Step[]) {
  for (const step of steps) {
    console.log(`\n— ${step.name}`);
    count(step.name, (await run(step.command, step.args)) === 0);
  }
}

interface VitestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

/** A file that fails to import counts no failed test, only `success: false`; here it counts as one. */
function countVitest(file: string, code: number) {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    count('vitest wrote no report', false);
    return;
  }
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  for (const result of report.testResults) {
    const failures = result.assertionResults.filter((test) => test.status === 'failed');
    broken.push(...failures.map((test) => test.fullName));
    if (result.status === 'failed' && failures.length === 0) count(result.name, false);
  }
  if ((code !== 0 || !report.success) && total.failed === 0) count('vitest ended with an error', false);
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: { message?: string }[];
}

function countPlaywright(file: string, code: number) {
  let report: PlaywrightReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    count('playwright wrote no report', false);
    return;
  }
  total.passed += report.stats.expected;
  total.failed += report.stats.unexpected + report.stats.flaky;
  if (report.stats.unexpected + report.stats.flaky > 0) broken.push('browser tests (see above)');
  if (code !== 0 && report.stats.unexpected + report.stats.flaky === 0)
    count('playwright ended with an error', false);
}

if (wants('types')) await runSteps(typeSteps);
if (wants('lint')) await runSteps(lintSteps);
if (wants('unit')) {
  console.log('\n— unit and integration tests');
  const file = path.join(reports, 'vitest.json');
  countVitest(
    file,
    await run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
  );
}
if (wants('build') || wants('e2e')) await runSteps(buildSteps);
if (wants('e2e')) {
  console.log('\n— browser tests');
  const file = path.join(reports, 'playwright.json');
  const code = await run('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  countPlaywright(file, code);
}

rmSync(reports, { recursive: true, force: true });
if (broken.length > 0) console.log(`\nFailed:\n${broken.map((name) => `  ${name}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
