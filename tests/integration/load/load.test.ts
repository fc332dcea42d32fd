import { expect, it } from 'vitest';
import { runLoad } from '../../../bench/load/runLoad.ts';

// Whether everything arrives once and nobody is cut off; how fast it is says only a quiet machine.
it('brings each event once to each member of twenty rooms, to the end', async () => {
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
  // Each member got each event that the server's log has from its join on.
  expect(figures.deliveries).toBe(figures.due);
  // Half of what the pace would give, so that a slow machine is no failure.
  expect(figures.deliveries).toBeGreaterThan((400 * 10 * 10) / 2);
}, 120_000);
