import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { configTable } from '../../../server/src/config/readConfig.ts';

const page = readFileSync('docs/migration.md', 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];

it.each([
  ['nginx', 'nginx.conf'],
  ['caddyfile', 'Caddyfile'],
  ['haproxy', 'haproxy.cfg'],
  ['apache', 'apache.conf'],
])('shows the configuration for %s that the tests run', (language, file) => {
  expect(block(language)).toBe(readFileSync(`deploy/${file}`, 'utf8'));
});

it('names only metrics and settings that exist', () => {
  const counted = readFileSync('docs/metrics.md', 'utf8');
  const metrics = [...page.matchAll(/seo_live_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));
  expect(new Set(metrics).size).toBeGreaterThan(5);
  expect(metrics.filter((name) => !counted.includes(`\`${name}\``))).toEqual([]);
  const integration = readFileSync('integrations/fastapi/seo_live/settings.py', 'utf8');
  const settings = [
    ...Object.values(configTable).map(({ name }) => name),
    ...[...integration.matchAll(/^ {4}"([A-Z_\d]+)": \(/gm)].map((match) => match[1]),
  ];
  const named = [...page.matchAll(/\b(?:WEBSOCKET|PUBLIC|TRUSTED)_[A-Z_]+/g)].map(([name]) => name);
  expect(new Set(named).size).toBeGreaterThan(3);
  expect(named.filter((name) => !settings.includes(name))).toEqual([]);
});

it('links only to files and headings that exist', () => {
  const targets = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
  expect(targets.filter((target) => !existsSync(path.join('docs', target)))).toEqual([]);
});
