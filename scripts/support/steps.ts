/** The checks without a browser: each is one line of the closing count. */
export interface Step {
  name: string;
  command: string;
  args: string[];
}

export const typeSteps: Step[] = [
  // The keys of the words may have changed since the packages were installed.
  { name: 'generated types', command: 'wxt', args: ['prepare'] },
  ...['protocol', 'audit', 'server', '.', 'tests'].map((project) => ({
    name: `types of ${project}`,
    command: 'tsc',
    args: ['-p', project],
  })),
];

export const lintSteps: Step[] = [
  { name: 'biome', command: 'biome', args: ['ci', '.'] },
  // Biome does not see an un-awaited browser.storage call; oxlint with types does.
  { name: 'oxlint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'structure', command: 'node', args: ['scripts/checkStructure.ts'] },
  { name: 'unused code', command: 'knip', args: [] },
];

const webExtLint = ['lint', '--source-dir', '.output/firefox-mv3', '--no-config-discovery', '--boring'];

/** The extension for both browsers, and what a size and a reviewer would say. */
export const buildSteps: Step[] = [
  { name: 'build of the extension', command: 'wxt', args: ['build', '-b', 'chrome'] },
  { name: 'size budgets', command: 'size-limit', args: [] },
  // With the sources that it can be built from again, which a browser test does.
  { name: 'build for Firefox', command: 'wxt', args: ['zip', '-b', 'firefox'] },
  { name: 'web-ext lint', command: 'web-ext', args: webExtLint },
];
