import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findMisnamedFiles, subjectFiles } from '../../../scripts/structure/findMisnamedFiles.ts';
import { readSource } from '../../../scripts/structure/readSources.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const problemsOf = (texts: Record<string, string>) => {
  const files = new Set(Object.keys(texts));
  return findMisnamedFiles(Object.entries(texts).map(([file, text]) => readSource(file, text, files)));
};

test('a file with one export has its name', () => {
  expect(
    problemsOf({
      'lib/a/createA.ts': 'export const createA = () => 1;',
      'components/a/Card.tsx': 'export const Card = () => null;',
      'lib/a/helpers.ts': 'export const pad = (text: string) => text;',
    }),
  ).toEqual(['lib/a/helpers.ts: is not named after its main export (pad).']);
});

test('a type, a class and a constant fit a name in camel case', () => {
  expect(
    problemsOf({
      'lib/a/jobView.ts': 'export interface JobView { id: string }',
      'lib/a/answer.ts':
        'export type Answer = 1;\nexport const succeed = () => 1;\nexport const fail = () => 2;',
      'server/src/a/refusal.ts': 'export class Refusal extends Error {}',
      'lib/a/connectPauses.ts': 'export const CONNECT_PAUSES_S = [1, 2];',
      'lib/a/view.ts': 'export interface JobList { id: string }',
    }),
  ).toEqual(['lib/a/view.ts: is not named after its main export (JobList).']);
});

test('a file with several exports shares a word with one of them', () => {
  expect(
    problemsOf({
      'server/src/a/pageRows.ts': 'export const rowOf = () => 1;\nexport const toSort = () => 2;',
      'server/src/a/tools.ts': 'export const pad = () => 1;\nexport const trim = () => 2;',
    }),
  ).toEqual(['server/src/a/tools.ts: is not named after its main export (pad, trim).']);
});

test('the number of a migration and names that a tool asks for do not count', () => {
  expect(
    problemsOf({
      'server/src/store/migrations/001-addJobs.ts': 'export const addJobs = 1;',
      'entrypoints/popup/main.tsx': 'export const start = 1;',
      'entrypoints/report/main.tsx': 'export const start = 1;',
    }),
  ).toEqual([]);
});

test('two files with the same name are found, also when only capitals differ', () => {
  expect(
    problemsOf({
      'lib/a/card.ts': 'export const card = 1;',
      'components/a/Card.tsx': 'export const Card = () => null;',
    }),
  ).toEqual(['components/a/Card.tsx: has the same name as lib/a/card.ts.']);
});

test('each of the at most six subject files exists', () => {
  const files = Object.keys(subjectFiles);
  expect(files.length).toBeLessThanOrEqual(6);
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
