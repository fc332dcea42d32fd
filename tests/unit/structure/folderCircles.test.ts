import { expect, test } from 'vitest';
import { findFolderCircles } from '../../../scripts/structure/findFolderCircles.ts';
import { readSource } from '../../../scripts/structure/readSources.ts';

const sourcesOf = (texts: Record<string, string>) => {
  const files = new Set(Object.keys(texts));
  return Object.entries(texts).map(([file, text]) => readSource(file, text, files));
};

test('two folders that import each other are found once, with an import of each', () => {
  const sources = sourcesOf({
    'lib/a/one.ts': "import { two } from '../b/two';\nexport const one = two;",
    'lib/b/two.ts': 'export const two = 2;',
    'lib/b/three.ts': "import type { Four } from '../a/four';\nexport type Three = Four;",
    'lib/a/four.ts': 'export type Four = 4;',
  });
  expect(findFolderCircles(sources)).toEqual([
    'lib/a → lib/b → lib/a: lib/a/one.ts imports lib/b/two.ts; lib/b/three.ts imports lib/a/four.ts.',
  ]);
});

test('a circle over three folders, one of them inside another, is found', () => {
  const sources = sourcesOf({
    'lib/a/one.ts': "export { two } from './inner/two';",
    'lib/a/inner/two.ts': "export * from '../../c/three';",
    'lib/c/three.ts': "export const load = () => import('../a/one');",
  });
  expect(findFolderCircles(sources)).toHaveLength(1);
  expect(findFolderCircles(sources)[0]).toContain('lib/a → lib/a/inner → lib/c → lib/a');
});

test('files of one folder may import each other, and folders may share what they import', () => {
  const sources = sourcesOf({
    'lib/a/one.ts': "import { two } from './two';\nexport const one = two;",
    'lib/a/two.ts': "import { three } from '../c/three';\nexport const two = () => three;",
    'lib/b/four.ts':
      "import { three } from '../c/three';\nimport { one } from '../a/one';\nexport const four = one;",
    'lib/c/three.ts': 'export const three = 3;',
  });
  expect(findFolderCircles(sources)).toEqual([]);
});
