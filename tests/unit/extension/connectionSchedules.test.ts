import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ConnectionView } from '../../../lib/state/connectionView.ts';
import { beginSchedule, play, recover } from './support/playSchedule.ts';
import { expectAtRest, expectCommandsDone, expectInvariants, expectTruth } from './support/scheduleChecks.ts';
import { type Step, step } from './support/schedules.ts';

const RUNS = Number(process.env.SCHEDULES ?? 3000);

/** The states that the schedules are about. */
function stateOf({ phase, reason, reachable, nextTryAt }: ConnectionView): string {
  if (phase === 'idle' && reason === 'paused') return reachable ? 'paused' : 'paused, silent';
  return phase === 'polling' && nextTryAt !== null ? 'resting' : phase;
}

/** Found by chance: the worker dies while the answer that ends an outage of 14 days is taken in. */
const killedAsAnOutageEnds: Step[] = [
  { do: 'settings', enableWebSocket: false, fallbackPollingInterval: 3300 },
  { do: 'late', late: true },
  { do: 'away', ms: 1_296_000_000 },
  { do: 'killAt', effect: 8 },
  { do: 'late', late: false },
  { do: 'start' },
  { do: 'ack', mode: 'ok' },
];

/** Found by chance: a clock that was set back makes a pause of seconds one of an hour for the next worker. */
const setBackInAPause: Step[] = [
  { do: 'rest', mode: { status: 429, retryAfter: 17 } },
  { do: 'settings', enableWebSocket: false, fallbackPollingInterval: 3300 },
  { do: 'clock', ms: -3_600_000 },
  { do: 'killAt', effect: 1 },
  { do: 'rest', mode: 'ok' },
  { do: 'wait', ms: 70_000 },
  { do: 'late', late: false },
  { do: 'start' },
  { do: 'socket', mode: 'ok' },
];

/** Found by chance: live updates are turned off while the server is asked whether it has turned them on again. */
const turnedOffWhileAsked: Step[] = [
  { do: 'late', late: true },
  { do: 'socket', mode: { code: 'websocket_disabled' } },
  { do: 'restart' },
  { do: 'away', ms: 1_800_000 },
  { do: 'change', nth: 0, status: 'running' },
  { do: 'socket', mode: 'ok' },
  { do: 'settings', enableWebSocket: false, fallbackPollingInterval: 3300 },
];

it('after any schedule of losses, kills, commands, late and repeated answers: one socket at most, and the truth within two alarms', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const world = await beginSchedule();
      for (const move of steps) {
        await play(world, move);
        await expectInvariants(world);
        reached.add(stateOf(await world.view()));
      }
      await recover(world);
      await expectInvariants(world);
      await expectTruth(world);
      await expectCommandsDone(world);
      await expectAtRest(world);
    }),
    { numRuns: RUNS, examples: [[killedAsAnOutageEnds], [setBackInAPause], [turnedOffWhileAsked]] },
  );
  // The schedules are no good if they do not reach the states they are about.
  expect([...reached].sort()).toEqual([
    'connecting',
    'given_up',
    'idle',
    'live',
    'paused',
    'paused, silent',
    'polling',
    'resting',
    'unauthorized',
    'waiting',
  ]);
}, 400_000);
