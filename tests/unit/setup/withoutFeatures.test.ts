import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withoutFeatures } from '../../support/browser/launchExtension.ts';

// Playwright does not export its list. A new version that moves it must be looked at by a person.
test('the switch that replaces Playwright’s list of disabled features repeats it', () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const code = readFileSync(path.join(folder, 'lib/coreBundle.js'), 'utf8');
  const list = /disabledFeatures = \[([^\]]*)\]/.exec(code)?.[1] ?? '';
  const theirs = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name ?? '');
  expect(theirs.length).toBeGreaterThan(10);
  const ofEdge = theirs.filter((name) => name.startsWith('ms'));
  expect(theirs.filter((name) => !withoutFeatures.includes(name))).toEqual(ofEdge);
});
