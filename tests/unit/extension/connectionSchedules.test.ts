import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTerminal } from '../../../protocol/src/index.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { JOBS, periodMs, play, recover, step, wake } from './support/schedules.ts';

const DAY_MS = 24 * 3600_000;

const unfinished = async (world: World) =>
  (await world.stored.followed.get()).filter((held) => !held.end && !held.gone);

/** What holds at each moment, whatever has happened. */
async function expectInvariants(world: World): Promise<void> {
  const { fake } = world;
  expect(fake.openSockets().length).toBeLessThanOrEqual(1);
  const { phase } = await world.view();
  const jobs = await unfinished(world);
  const dead = world.gate().isClosed();
  if (jobs.length > 0 && phase !== 'given_up') {
    // Alive or dead, whatever the state: the alarm comes back to it.
    expect(await periodMs(world)).not.toBeNull();
  }
  if (phase === 'given_up') {
    expect((await world.stored.outage.get())?.silentMs).toBeGreaterThanOrEqual(14 * DAY_MS);
  }
  if (phase === 'live' && !dead) {
    const socket = fake.newest();
    expect(socket?.open).toBe(true);
    for (const held of jobs) expect(socket?.joins.map((join) => join.job_id)).toContain(held.jobId);
  }
}

/** What the person sees of each job equals what the server says. */
async function expectTruth(world: World): Promise<void> {
  const live = await world.stored.live.get();
  for (const held of await world.stored.followed.get()) {
    const truth = world.fake.jobs.get(held.jobId);
    const shown = held.end ?? live[held.key];
    expect(shown?.seq).toBe(truth?.seq);
    expect(shown?.status).toBe(truth?.status);
    expect(held.notify).toBe(truth && isTerminal(truth.status) ? 'pending' : 'none');
  }
}

it('after any schedule of losses, kills, late and repeated answers: one socket at most, and the truth within two alarms', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = await createWorld(JOBS);
      await world.ensure();
      for (const move of steps) {
        await play(world, move);
        await expectInvariants(world);
        reached.add((await world.view()).phase);
      }
      // Who comes back after we gave up asks for it.
      if ((await world.view()).phase === 'given_up') {
        wake(world);
        void world.connection().reconnect();
      }
      await recover(world);
      await expectInvariants(world);
      await expectTruth(world);
      const { phase } = await world.view();
      const active = await unfinished(world);
      const moving = active.some((held) => world.fake.jobs.get(held.jobId)?.status !== 'paused');
      if (active.length === 0) expect(phase).toBe('idle');
      else if (moving) expect(phase).toBe('live');
    }),
    { numRuns: 3000 },
  );
  // The schedules are no good if they do not reach the states they are about.
  expect([...reached].sort()).toEqual(['connecting', 'given_up', 'idle', 'live', 'polling', 'waiting']);
}, 120_000);
