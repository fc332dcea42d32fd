import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { localesPlugin } from './locales/localesPlugin.ts';
import { numberedAwaits } from './tests/unit/extension/support/numberedAwaits.ts';

const KILLS = 'tests/unit/extension/workerKills.test.ts';
/** Replaces modules, which other files of its worker may have loaded before. */
const REPLACES = 'tests/unit/extension/screens/renderedCards.test.tsx';

const FIX_SEED = 'tests/support/random/fixSeed.ts';

/** Files that take 8 s and more, the longest first. One that starts last keeps the others' workers idle. */
const SLOW = [
  KILLS,
  'tests/integration/chaos/serverKills.test.ts',
  'tests/integration/chaos/hostile.test.ts',
  'tests/unit/extension/connectionSchedules.test.ts',
  'tests/integration/crawlCases/crawlCases.test.ts',
  'tests/integration/http/badInputs.test.ts',
  'tests/integration/jobs/kill.test.ts',
  'tests/integration/metrics/telemetry.test.ts',
  'tests/integration/report/cookiesAndRobots.test.ts',
  'tests/integration/http/jobs.test.ts',
  'tests/integration/load/load.test.ts',
  'tests/unit/extension/reducerFuzz.test.ts',
  'tests/integration/commands/commands.test.ts',
  'tests/integration/deploy/proxies.test.ts',
  'tests/integration/http/pairing.test.ts',
  'tests/integration/report/siteChecks.test.ts',
  'tests/integration/commands/start.test.ts',
  'tests/unit/audit/page/readPageFuzz.test.ts',
  'tests/integration/metrics/metrics.test.ts',
];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = SLOW.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? SLOW.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // Many integration tests wait for a server or a timeout: three workers keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
    // A worker of its own for each file took a third of the time. The files of a worker now share modules and
    // globals, so no test may leave state in them.
    isolate: false,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/unit/**/*.test.ts', 'tests/integration/**/*.test.ts'],
          exclude: ['tests/unit/extension/**'],
          setupFiles: [FIX_SEED],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [localesPlugin(), WxtVitest()],
        test: {
          name: 'extension',
          environment: 'happy-dom',
          include: ['tests/unit/extension/**/*.test.{ts,tsx}'],
          setupFiles: [FIX_SEED, 'tests/unit/extension/support/afterEachTest.ts'],
          exclude: [KILLS, REPLACES],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [localesPlugin(), WxtVitest()],
        test: {
          name: 'replaced modules',
          environment: 'happy-dom',
          include: [REPLACES],
          setupFiles: [FIX_SEED, 'tests/unit/extension/support/afterEachTest.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [numberedAwaits(), localesPlugin(), WxtVitest()],
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
