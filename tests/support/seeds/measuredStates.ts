import { type Counts, noCounts, nothingMeasured } from '../../../lib/state/measured.ts';
import type { Seed, Seeder } from './seeder.ts';

/** Measurements of three weeks of use; `change` replaces parts. */
const measured = (s: Seeder, change: Partial<Counts>): Partial<Seed['local']> => ({
  measured: {
    ...nothingMeasured,
    days: [
      {
        day: s.before(86_400 * 20).slice(0, 10),
        counts: {
          ...noCounts(),
          attempts: { connected: 412, failed: 1, outage: 3 },
          scans: { followed: 96, polled: 1 },
          latency_ms: { buckets: [0, 40, 900, 800, 400, 160, 8, 2, 0, 0, 0, 0, 0, 0], clock_unsure: 14 },
          ...change,
        },
      },
    ],
  },
});

/** Measurements of three weeks that keep or miss the targets. */
export const measuredStates = {
  'quality-met': (s: Seeder) => s.seed(measured(s, {}), { connection: s.connection({ phase: 'idle' }) }),
  'quality-missed': (s: Seeder) =>
    s.seed(
      measured(s, {
        attempts: { connected: 300, failed: 24, outage: 1 },
        latency_ms: { buckets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], clock_unsure: 1 },
        scans: { followed: 40, polled: 11 },
      }),
      { connection: s.connection({ phase: 'idle' }) },
    ),
} satisfies Record<string, (s: Seeder) => Seed>;
