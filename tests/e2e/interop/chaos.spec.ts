import { expect, test } from '@playwright/test';
import { openFastapiBackend } from '../../../scripts/chaos/openFastapiBackend.ts';
import { smallInteropSize } from '../../../scripts/chaos/planFaults.ts';
import { runChaos } from '../../../scripts/chaos/runChaos.ts';

// Only `npm run chaos:interop` asserts times, on a machine that runs nothing else.
test('scans of the FastAPI demo under drops, kills and restarts: nothing lost, one notification each', async () => {
  test.setTimeout(300_000);
  const seed = Number(process.env.SEO_LIVE_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  interop chaos: seed ${seed}; repeat it with SEO_LIVE_SEED=${seed}`);
  const print = (line: string) => console.log(`  ${line}`);
  const { result, wrong } = await runChaos(smallInteropSize, seed, print, openFastapiBackend);
  await test
    .info()
    .attach('chaos.json', { body: JSON.stringify(result, null, 2), contentType: 'application/json' });
  expect(wrong).toEqual([]);
  // `wrong` also has an entry when fewer faults than planned were made.
  expect(result.scans).toEqual({ started: smallInteropSize.scans, ended: smallInteropSize.scans });
  expect(result.events.judged).toBeGreaterThan(20);
});
