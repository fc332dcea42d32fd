import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { EXTENSION_ID } from '../../../protocol/src/extensionId.ts';
import { fillConfigTables } from '../../../scripts/support/fillConfigTables.ts';

const readme = readFileSync('README.md', 'utf8');
const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);

it('the configuration tables match the code (npm run tables)', () => {
  expect(readme).toBe(fillConfigTables(readme));
});

it('names the id that unpacked builds have', () => {
  expect(readme).toContain(EXTENSION_ID);
});

it.each([
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/firefox.md',
  'docs/metrics.md',
  'docs/protocol.md',
])('%s links only to what exists', (file) => {
  const text = readFileSync(file, 'utf8');
  const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
  expect(targets.filter((target) => !existsSync(path.join(path.dirname(file), target)))).toEqual([]);
});

it.each(['README.md', 'CONTRIBUTING.md'])('%s names only scripts that exist', (file) => {
  const named = [...readFileSync(file, 'utf8').matchAll(/npm (?:run )?(start|test|[a-z:]+)/g)].map(
    (match) => match[1] ?? '',
  );
  const commands = named.filter((name) => !['ci', 'registry', 'install', 'run', 'script'].includes(name));
  expect(commands.filter((name) => !scripts.includes(name))).toEqual([]);
});

it('the glossary stays short enough to read all of it', () => {
  const rows = readFileSync('docs/glossary.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  expect(rows.length - 1).toBeLessThanOrEqual(40);
});

it('CONTRIBUTING.md names only files and folders that exist', () => {
  const named = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/`((?:\w+\/)+[\w.-]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  // Written when the packages are installed.
  const paths = named.filter((name) => !name.startsWith('node_modules/'));
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((name) => !existsSync(name))).toEqual([]);
});

/** The anchor that a heading gets on the pages of the repository. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

it.each([
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
])('%s links only to headings that exist', (file) => {
  const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)];
  const dead = links.filter(([, page, anchor]) => {
    const target = page ? path.join(path.dirname(file), page) : file;
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)];
    return !headings.some(([, heading]) => anchorOf(heading ?? '') === anchor);
  });
  expect(dead.map(([link]) => link)).toEqual([]);
});
