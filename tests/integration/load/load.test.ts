import { expect, it } from 'vitest';
import { runLoad } from '../../../bench/load/runLoad.ts';

// Tests that every event arrives once and no socket closes; only a quiet machine can measure speed.
it('delivers each event once to each member of twenty rooms, until the end', async () => {
  const { result } = await runLoad({
    jobs: 20,
    membersOfJob: 20,
    rate: 10,
    seconds: 10,
    say: () => undefined,
  });
  const { figures } = result;
  expect(figures).toMatchObject({
    sockets: 400,
    server_sockets: 400,
    disconnects: 0,
    holes: 0,
    repeats: 0,
    ended: 400,
  });
  // Each member received every event of the server's log after its join.
  expect(figures.deliveries).toBe(figures.due);
  // Half of the planned updates, so that the test passes on a slow machine.
  expect(figures.deliveries).toBeGreaterThan((400 * 10 * 10) / 2);
}, 120_000);
