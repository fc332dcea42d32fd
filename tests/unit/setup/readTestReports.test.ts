import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readVitest } from '../../../scripts/support/readTestReports.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'seo-live-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function brokenOf(testResults: unknown[], numFailedTests: number): string[] {
  const file = path.join(folder, 'vitest.json');
  const counts = { success: false, numPassedTests: 3, numFailedTests, numPendingTests: 0 };
  writeFileSync(file, JSON.stringify({ ...counts, testResults }));
  return readVitest(file, 1).broken;
}

it('names a failed random test with its seed and its example', () => {
  const message = 'Error: Property failed\n{ seed: 7, path: "1:2" }\nCounterexample: [[\'kill\']]';
  const failed = { status: 'failed', fullName: 'after any schedule', failureMessages: [message] };
  const passed = { status: 'passed', fullName: 'another', failureMessages: [] };
  expect(brokenOf([{ name: 'a.test.ts', status: 'failed', assertionResults: [failed, passed] }], 1)).toEqual([
    [
      'after any schedule',
      '    Error: Property failed',
      '    { seed: 7, path: "1:2" }',
      "    Counterexample: [['kill']]",
    ].join('\n'),
  ]);
});

it('names a file that could not be imported with its error', () => {
  const file = { name: 'a.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] };
  expect(brokenOf([file], 0)).toEqual(['a.test.ts\n    Cannot find module']);
});
