import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// A file that replaces modules needs a worker of its own: vitest.config.ts names it.
test('only the file with a worker of its own replaces modules', () => {
  const files = globSync('tests/{unit,integration}/**/*.test.{ts,tsx}');
  const replacing = files.filter((file) => /\bvi\.(?:do)?mock\(/i.test(readFileSync(file, 'utf8')));
  expect(replacing).toEqual(['tests/unit/extension/screens/renderedCards.test.tsx']);
});
