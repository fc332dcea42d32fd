import { expect, test } from 'vitest';
import { findBareFailureCodes } from '../../../scripts/structure/findBareFailureCodes.ts';
import { readSource } from '../../../scripts/structure/readSources.ts';

const codes = new Set(['not_found', 'deleted', 'bad_answer', 'not_paired', 'unauthorized']);
const linesOf = (text: string, file = 'lib/actions/a.ts') =>
  findBareFailureCodes([readSource(file, text, new Set([file]))], codes).map((problem) =>
    Number(problem.split(':')[1]),
  );

test('finds comparisons, cases and lists of codes', () => {
  const text = [
    "export const a = (code: string) => code === 'not_found';",
    "export const b = (f: { error?: { code: string } }) => f.error?.code !== 'deleted';",
    "export const c = new Set(['not_found', 'deleted']);",
    "export const d = (reason: string | null) => (reason ?? '') === 'unauthorized';",
    "export const e = (list: string[]) => list.includes('bad_answer');",
    'export function f(code: string) {',
    '  switch (code) {',
    "    case 'deleted':",
    '  }',
    '}',
  ].join('\n');
  expect(linesOf(text)).toEqual([1, 2, 3, 4, 5, 7]);
});

test('does not report ordinary words, states, or codes that are created', () => {
  const text = [
    "export const a = (word: string) => word === 'deleted';",
    "export const b = (phase: string) => phase === 'not_paired' || phase === 'unauthorized';",
    "export const c = { ok: false, error: { code: 'bad_answer' } };",
    "export const d = (fail: (code: string) => void) => fail('not_found');",
    "export const e = ['idle', 'not_paired'];",
    "export const f = (code: string) => code === 'of_a_newer_server';",
  ].join('\n');
  expect(linesOf(text)).toEqual([]);
});

test('does not report the tables, or files outside the product', () => {
  const text = "export const a = (code: string) => code === 'not_found';";
  expect(linesOf(text, 'lib/state/failureTraits.ts')).toEqual([]);
  expect(linesOf(text, 'entrypoints/a.ts')).toEqual([]);
  expect(linesOf(text, 'server/src/http/a.ts')).toEqual([1]);
});
