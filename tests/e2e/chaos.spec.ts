import { expect, test } from '@playwright/test';
import { smallSize } from '../../scripts/chaos/planFaults.ts';
import { runChaos } from '../../scripts/chaos/runChaos.ts';

// Only `npm run chaos` asserts times, on a machine that runs nothing else.
test('scans under drops, kills, restarts and stalls: nothing lost, nothing twice, one notification each', async () => {
  test.setTimeout(400_000);
  const seed = Number(process.env.SEO_LIVE_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  chaos: seed ${seed}; repeat it with SEO_LIVE_SEED=${seed}`);
  const { result, wrong } = await runChaos(smallSize, seed, (line) => console.log(`  ${line}`));
  await test
    .info()
    .attach('chaos.json', { body: JSON.stringify(result, null, 2), contentType: 'application/json' });
  expect(wrong).toEqual([]);
  // `wrong` also has an entry when fewer faults than planned were made.
  expect(result.scans).toEqual({ started: smallSize.scans, ended: smallSize.scans });
  expect(result.faults.kills_within_a_moment).toBeGreaterThan(0);
  expect(result.events.judged).toBeGreaterThan(20);
});
