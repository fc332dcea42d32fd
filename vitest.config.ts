import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { locales } from './locales/plugin';
import { numberedAwaits } from './tests/unit/extension/support/numberedAwaits';

const KILLS = 'tests/unit/extension/killPoints.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts', 'tests/integration/**/*.test.ts'],
          exclude: ['tests/unit/extension/**'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [locales(), WxtVitest()],
        test: {
          name: 'extension',
          environment: 'happy-dom',
          include: ['tests/unit/extension/**/*.test.{ts,tsx}'],
          exclude: [KILLS],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [numberedAwaits(), locales(), WxtVitest()],
        test: {
          name: 'kills',
          environment: 'happy-dom',
          include: [KILLS],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
