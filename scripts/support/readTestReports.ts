import { readFileSync } from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Names of failed tests, with the first lines of why. */
  broken: string[];
}

const failedAs = (name: string): Tally => ({ passed: 0, failed: 1, skipped: 0, broken: [name] });

/** `code`: exit code of the runner. A runner that ends with an error has failed, whatever the report contains. */
function judge(runner: string, code: number, tally: Tally): Tally {
  return code === 0 || tally.failed > 0
    ? tally
    : { ...tally, failed: 1, broken: [`${runner} ended with an error`] };
}

function read(runner: string, file: string, parse: (text: string) => Tally, code: number): Tally {
  try {
    return judge(runner, code, parse(readFileSync(file, 'utf8')));
  } catch {
    return failedAs(`${runner} wrote no report`);
  }
}

interface VitestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** A random test prints its seed and its example first. The full output is far above, or cut by what keeps it. */
const WHY_LINES = 12;
const LINE_LENGTH = 4000;

function withReason(name: string, message: string | undefined): string {
  const lines = (message ?? '').trim().split('\n').slice(0, WHY_LINES);
  return [name, ...lines.map((line) => `    ${line.slice(0, LINE_LENGTH)}`)].join('\n').trimEnd();
}

/** A file that cannot be imported has no failed tests, only `success: false`; here it counts as one failed test. */
function parseVitest(text: string): Tally {
  const report = JSON.parse(text) as VitestReport;
  const named = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => withReason(fullName, failureMessages[0])),
  );
  const files = report.testResults
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    .map(({ name, message }) => withReason(name, message));
  const failed = report.numFailedTests + files.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests,
    broken: [...named, ...files],
  };
}

function parsePlaywright(text: string): Tally {
  const { stats } = JSON.parse(text) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed,
    skipped: stats.skipped,
    broken: failed > 0 ? ['browser tests (see above)'] : [],
  };
}

/** Parses the JUnit XML of pytest. */
function parseJUnit(text: string): Tally {
  const suite = /<testsuite [^>]*>/.exec(text)?.[0] ?? '';
  const count = (name: string): number => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1]);
  const [tests, failed, skipped] = [count('tests'), count('failures') + count('errors'), count('skipped')];
  if (!Number.isFinite(tests + failed + skipped)) throw new Error('No counts');
  const broken = failed > 0 ? ['tests of integrations/fastapi (see above)'] : [];
  return { passed: tests - failed - skipped, failed, skipped, broken };
}

export const readVitest = (file: string, code: number): Tally => read('vitest', file, parseVitest, code);
export const readPlaywright = (file: string, code: number): Tally =>
  read('playwright', file, parsePlaywright, code);
export const readPytest = (file: string, code: number): Tally => read('pytest', file, parseJUnit, code);
