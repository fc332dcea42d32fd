import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTerminal } from '../../../protocol/src/index.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';

const JOBS = ['j1', 'j2', 'j3'];

type Step =
  | { do: 'drop' | 'kill' | 'alarm' | 'screen' | 'ensure' | 'ackNow' }
  | { do: 'socket'; mode: World['fake']['mode']['socket'] }
  | { do: 'rest'; mode: World['fake']['mode']['rest'] }
  | { do: 'ack'; mode: World['fake']['mode']['ack'] }
  | { do: 'change'; job: string; status: 'running' | 'paused' | 'completed' | 'failed' | 'queued' }
  | { do: 'repeat'; job: string }
  | { do: 'wait'; ms: number };

const job = fc.constantFrom(...JOBS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('drop', 'kill', 'alarm', 'screen', 'ensure', 'ackNow') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('socket' as const),
      mode: fc.constantFrom('ok', 'refuse', 'hang', { code: 'server_full' }, { code: 'websocket_disabled' }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rest' as const),
      mode: fc.constantFrom('ok', 'down', 'captive', { status: 503 }, { status: 404 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('ack' as const),
      mode: fc.constantFrom('ok', 'later', 'silent', { code: 'unavailable' }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      job,
      status: fc.constantFrom('running', 'running', 'running', 'queued', 'paused', 'completed', 'failed'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), job }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(10, 500, 3000, 6000, 31_000, 70_000),
    }),
  },
) as fc.Arbitrary<Step>;

async function play(world: World, move: Step): Promise<void> {
  const { fake } = world;
  if (move.do === 'drop') fake.drop();
  if (move.do === 'kill') world.kill();
  if (move.do === 'alarm') await world.alarm();
  if (move.do === 'screen') await world.connection().onScreen();
  if (move.do === 'ensure') await world.ensure();
  if (move.do === 'ackNow') for (const ack of fake.newest()?.laterAcks.splice(0) ?? []) ack();
  if (move.do === 'socket') fake.mode.socket = move.mode;
  if (move.do === 'rest') fake.mode.rest = move.mode;
  if (move.do === 'ack') fake.mode.ack = move.mode;
  if (move.do === 'wait') await world.time.advance(move.ms);
  if (move.do === 'change') {
    const held = fake.jobs.get(move.job);
    if (held && !isTerminal(held.status)) {
      fake.change(move.job, { status: move.status, progress: Math.min(99, held.progress + 1) });
    }
  }
  if (move.do === 'repeat') {
    const held = fake.jobs.get(move.job);
    const socket = fake.newest();
    if (held && socket?.connected && socket.rooms.has(move.job)) {
      // An earlier one of the same log: the end is never earlier than what it ended.
      socket.events.message('job_progress', { ...held, status: 'running', seq: Math.max(1, held.seq - 1) });
      socket.events.message('job_progress', held);
    }
  }
}

/** What the person sees of each job equals what the server says. */
async function expectTruth(world: World): Promise<void> {
  const live = await world.state().live.get();
  for (const held of await world.state().followed.get()) {
    const truth = world.fake.jobs.get(held.jobId);
    const shown = held.end ?? live[held.key];
    expect(shown?.seq).toBe(truth?.seq);
    expect(shown?.status).toBe(truth?.status);
    expect(held.notify).toBe(truth && isTerminal(truth.status) ? 'pending' : 'none');
  }
}

it('after any schedule of losses, kills and repeats: one socket at most, and the truth within two alarms', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = await createWorld(JOBS);
      await world.ensure();
      for (const move of steps) {
        await play(world, move);
        await settle();
        expect(world.fake.openSockets().length).toBeLessThanOrEqual(1);
      }
      Object.assign(world.fake.mode, { socket: 'ok', rest: 'ok', ack: 'ok' });
      for (const ack of world.fake.newest()?.laterAcks.splice(0) ?? []) ack();
      for (let round = 0; round < 2; round += 1) {
        await world.time.advance(30_000);
        await world.alarm();
      }
      await world.time.advance(10_000);
      await expectTruth(world);
      const { phase } = await world.view();
      const active = (await world.state().followed.get()).filter((held) => !held.end);
      const moving = active.some((held) => world.fake.jobs.get(held.jobId)?.status !== 'paused');
      if (active.length === 0) expect(phase).toBe('idle');
      else if (moving) expect(phase).toBe('live');
    }),
    { numRuns: 500 },
  );
});
