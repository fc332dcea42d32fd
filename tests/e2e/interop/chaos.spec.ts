import { expect, test } from '@playwright/test';
import { openFastapiBackend } from '../../../scripts/chaos/openFastapiBackend.ts';
import { smallInteropSize } from '../../../scripts/chaos/planFaults.ts';
import { runChaos } from '../../../scripts/chaos/runChaos.ts';

// Times are asserted by `npm run chaos:interop`, on a machine that does nothing else.
test('scans of the FastAPI demo under drops, kills and restarts: nothing lost, each told once', async () => {
  test.setTimeout(300_000);
  const seed = Number(process.env.SEO_LIVE_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  interop chaos: seed ${seed}; the same again with SEO_LIVE_SEED=${seed}`);
  const say = (line: string) => console.log(`  ${line}`);
  const { result, wrong } = await runChaos(smallInteropSize, seed, say, openFastapiBackend);
  await test
    .info()
    .attach('chaos.json', { body: JSON.stringify(result, null, 2), contentType: 'application/json' });
  expect(wrong).toEqual([]);
  // Fewer faults than planned are in `wrong`, too.
  expect(result.scans).toEqual({ started: smallInteropSize.scans, ended: smallInteropSize.scans });
  expect(result.events.judged).toBeGreaterThan(20);
});
