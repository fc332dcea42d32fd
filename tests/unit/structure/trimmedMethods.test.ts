import { expect, test } from 'vitest';
import { unusedMethods } from '../../../scripts/build/trimmedPackages.ts';
import { findTrimmedMethods } from '../../../scripts/structure/findTrimmedMethods.ts';
import { readSource } from '../../../scripts/structure/readSources.ts';

const linesOf = (text: string, file = 'lib/api/a.ts') =>
  findTrimmedMethods([readSource(file, text, new Set([file]))], unusedMethods).map((problem) =>
    Number(problem.split(':')[1]),
  );

test('finds each way to name a method of a schema that the build removes', () => {
  const text = [
    "import { reportSchema } from '@seo-live/protocol';",
    'export const a = (given: unknown) => reportSchema.parse(given);',
    'export const b = (given: unknown) => reportSchema?.safeParseAsync(given);',
    'export const c = [1].map(reportSchema.parse);',
    "export const d = reportSchema['~standard'];",
    'export const { parse: e, safeParse: f } = reportSchema;',
    'export const g = (given: unknown) => reportSchema.safeParse(given);',
  ].join('\n');
  expect(linesOf(text)).toEqual([2, 3, 4, 5, 6]);
  for (const file of ['components/a.tsx', 'entrypoints/a.ts', 'protocol/src/a.ts'])
    expect(linesOf(text, file)).toEqual([2, 3, 4, 5, 6]);
});

test('finds a removed method of the socket where its package is imported', () => {
  const use = 'export const a = (socket: Socket) => socket.volatile.emit("x");';
  expect(linesOf(`import type { Socket } from 'socket.io-client';\n${use}`)).toEqual([2]);
  expect(linesOf(`import type { Socket } from './ourSocket';\n${use}`)).toEqual([]);
});

test("does not report the browser's own methods, the server, or what runs while building", () => {
  const text = 'export const a = [JSON.parse("1"), Date.parse("2"), URL.parse("3")];';
  expect(linesOf(text)).toEqual([]);
  const parse = 'export const a = (given: unknown) => schema.parse(given);';
  expect(linesOf(parse, 'server/src/a.ts')).toEqual([]);
  expect(linesOf(parse, 'protocol/src/catalogue.ts')).toEqual([]);
});
