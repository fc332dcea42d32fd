/** The checks without a browser: each is one line of the closing count. */
export interface Step {
  name: string;
  command: string;
  args: string[];
}

export const typeSteps: Step[] = [
  // The keys of the words may have changed since the packages were installed.
  { name: 'generated types', command: 'wxt', args: ['prepare'] },
  ...['protocol', 'server', '.', 'tests'].map((project) => ({
    name: `types of ${project}`,
    command: 'tsc',
    args: ['-p', project],
  })),
];

export const lintSteps: Step[] = [
  { name: 'biome', command: 'biome', args: ['ci', '.'] },
  // Biome does not see an un-awaited browser.storage call; oxlint with types does.
  { name: 'oxlint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'unused code', command: 'knip', args: [] },
];
