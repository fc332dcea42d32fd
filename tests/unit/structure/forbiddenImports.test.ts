import { expect, test } from 'vitest';
import { findForbiddenImports } from '../../../scripts/structure/findForbiddenImports.ts';
import { folderRules } from '../../../scripts/structure/folderRules.ts';
import { readSource } from '../../../scripts/structure/readSources.ts';

const sourcesOf = (texts: Record<string, string>) => {
  const files = new Set(Object.keys(texts));
  return Object.entries(texts).map(([file, text]) => readSource(file, text, files));
};

test('an import of a later folder is found, also of a type and of a whole file', () => {
  const sources = sourcesOf({
    'lib/state/a.ts': "import type { B } from '../connection/b';\nexport type A = B;",
    'lib/state/c.ts': "export * from '../effects/e.ts';",
    'lib/state/d.ts': "export const load = () => import('../connection/b');",
    'lib/connection/b.ts': 'export interface B { a: 1 }',
    'lib/effects/e.ts': 'export const e = 1;',
  });
  expect(findForbiddenImports(sources, folderRules)).toEqual([
    'lib/state/a.ts: lib/state may not import lib/connection/b.ts.',
    'lib/state/c.ts: lib/state may not import lib/effects/e.ts.',
    'lib/state/d.ts: lib/state may not import lib/connection/b.ts.',
  ]);
});

test('an import that the table allows is not reported', () => {
  const sources = sourcesOf({
    'lib/connection/a.ts':
      "import { b } from '../state/b';\nimport { c } from '@/lib/api/c';\nexport const a = b + c;",
    'lib/state/b.ts': 'export const b = 1;',
    'lib/api/c.ts': 'export const c = 1;',
  });
  expect(findForbiddenImports(sources, folderRules)).toEqual([]);
});

test('a package that a folder must not use is found', () => {
  const sources = sourcesOf({
    'protocol/src/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
    'components/shared/B.tsx': "import { browser } from 'wxt/browser';\nexport const B = browser;",
  });
  expect(findForbiddenImports(sources, folderRules)).toEqual([
    'protocol/src/a.ts: protocol/src must not use node:fs.',
    'components/shared/B.tsx: components/shared must not use wxt/browser.',
  ]);
});

test('inside components, an import of a screen by one of its parts is found', () => {
  const sources = sourcesOf({
    'components/notes/A.tsx': "import { B } from '../report/B';\nexport const A = B;",
    'components/report/B.tsx': "import { C } from '../shared/C';\nexport const B = C;",
    'components/shared/C.tsx': 'export const C = 1;',
  });
  expect(findForbiddenImports(sources, folderRules)).toEqual([
    'components/notes/A.tsx: components/notes may not import components/report/B.tsx.',
  ]);
});

test('a file outside every folder of the table is found', () => {
  expect(findForbiddenImports(sourcesOf({ 'elsewhere/a.ts': 'export const a = 1;' }), folderRules)).toEqual([
    'elsewhere/a.ts: no folder of scripts/structure/folderRules.ts contains this file.',
  ]);
});
