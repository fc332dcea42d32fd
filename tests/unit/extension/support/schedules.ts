import * as fc from 'fast-check';
import { alarmPeriod } from '../../../../lib/effects/scheduleAlarm.ts';
import { selectJobs } from '../../../../lib/state/selectJobs.ts';
import { isTerminal } from '../../../../protocol/src/index.ts';
import type { World } from './createWorld.ts';
import { settle } from './fakeTime.ts';

export const JOBS = ['j1', 'j2', 'j3'];

type Mode = World['fake']['mode'];
export type Step =
  | {
      do:
        | 'drop'
        | 'kill'
        | 'browserRestart'
        | 'alarm'
        | 'screen'
        | 'ensure'
        | 'test'
        | 'elsewhere'
        | 'ackNow'
        | 'answerLate';
    }
  | { do: 'killAt'; effect: number }
  | { do: 'socket'; mode: Mode['socket'] }
  | { do: 'rest'; mode: Mode['rest'] }
  | { do: 'late'; late: boolean }
  | { do: 'ack'; mode: Mode['ack'] }
  | { do: 'change'; job: string; status: 'running' | 'paused' | 'completed' | 'failed' | 'queued' }
  | { do: 'repeat'; job: string }
  | { do: 'wait'; ms: number }
  | { do: 'away'; ms: number };

const job = fc.constantFrom(...JOBS);
const HOUR_MS = 3600_000;

/** Losses, kills at any storage operation or REST call, late and repeated answers, and hours of silence. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'drop',
        'kill',
        'browserRestart',
        'alarm',
        'screen',
        'ensure',
        'test',
        'elsewhere',
        'ackNow',
        'answerLate',
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('killAt' as const), effect: fc.integer({ min: 1, max: 80 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('socket' as const),
      mode: fc.constantFrom(
        'ok',
        'refuse',
        'hang',
        { code: 'server_full', retryAfterMs: 9000 },
        { code: 'websocket_disabled' },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rest' as const),
      mode: fc.constantFrom(
        'ok',
        'down',
        'captive',
        { status: 503 },
        { status: 404 },
        { status: 429, retryAfter: 20 },
        { status: 429, retryAfter: 300 },
        { status: 403, code: 'forbidden_origin' },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const), late: fc.boolean() }) },
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
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('away' as const),
      ms: fc.constantFrom(HOUR_MS / 2, 2 * HOUR_MS, 30 * HOUR_MS, 15 * 24 * HOUR_MS),
    }),
  },
) as fc.Arbitrary<Step>;

/** What createRefresh would set the alarm to. */
export async function periodMs(world: World): Promise<number | null> {
  const { followed, live, intents, connection } = world.stored;
  const jobs = selectJobs({
    followed: await followed.get(),
    live: await live.get(),
    intents: await intents.get(),
  });
  const minutes = alarmPeriod(jobs, await connection.get());
  return minutes === null ? null : minutes * 60_000;
}

/** An event wakes a worker that was killed; each life begins by looking what there is to do. */
export function wake(world: World): void {
  if (!world.gate().isClosed()) return;
  world.kill();
  void world.connection().ensure();
}

async function alarm(world: World): Promise<void> {
  wake(world);
  void world.connection().onAlarm();
  await settle();
}

const ANSWERED_ALARMS = 5;

/**
 * Time goes by with nobody there but the alarm, set as the stored state asks for. Days in which the server
 * answers are cut short: each of their minutes is like the one before.
 */
export async function pass(world: World, ms: number): Promise<void> {
  const end = world.time.now() + ms;
  let answered = 0;
  while (world.time.now() < end && answered < ANSWERED_ALARMS) {
    const period = await periodMs(world);
    if ((await world.stored.outage.get()) === null) answered += 1;
    await world.time.advance(Math.min(period ?? Number.POSITIVE_INFINITY, end - world.time.now()));
    if (period !== null) await alarm(world);
  }
}

export async function play(world: World, move: Step): Promise<void> {
  const { fake } = world;
  if (move.do === 'drop') fake.drop();
  if (move.do === 'kill' || move.do === 'browserRestart') world.gate().close();
  if (move.do === 'browserRestart') {
    world.session.clear();
    wake(world);
  }
  if (move.do === 'killAt') world.gate().closeAfter(move.effect);
  if (move.do === 'alarm') await alarm(world);
  if (['screen', 'ensure', 'test', 'elsewhere'].includes(move.do)) wake(world);
  if (move.do === 'screen') void world.connection().onScreen();
  if (move.do === 'ensure') void world.connection().ensure();
  if (move.do === 'test') void world.connection().testSocket();
  // A command, or a look for scans started elsewhere, that is answered.
  if (move.do === 'elsewhere' && fake.mode.rest === 'ok') void world.connection().onAnswered();
  if (move.do === 'ackNow') for (const ack of fake.newest()?.laterAcks.splice(0) ?? []) ack();
  if (move.do === 'answerLate') fake.answerLate();
  if (move.do === 'socket') fake.mode.socket = move.mode;
  if (move.do === 'rest') fake.mode.rest = move.mode;
  if (move.do === 'late') fake.mode.late = move.late;
  if (move.do === 'ack') fake.mode.ack = move.mode;
  if (move.do === 'wait') await world.time.advance(move.ms);
  if (move.do === 'away') await pass(world, move.ms);
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
  await settle();
}

/** From now on everything works: two alarms later the truth must be there. */
export async function recover(world: World): Promise<void> {
  const { fake } = world;
  Object.assign(fake.mode, { socket: 'ok', rest: 'ok', ack: 'ok', late: false });
  for (const ack of fake.newest()?.laterAcks.splice(0) ?? []) ack();
  fake.answerLate();
  world.gate().closeAfter(Number.POSITIVE_INFINITY);
  await settle();
  // A server that has asked for rest is left alone as long.
  const { holdUntil } = await world.stored.connection.get();
  if (holdUntil !== null) await world.time.advance(Math.max(0, Date.parse(holdUntil) - world.time.now()));
  for (let round = 0; round < 2; round += 1) {
    const period = await periodMs(world);
    await world.time.advance(period ?? 30_000);
    await alarm(world);
  }
  await world.time.advance(10_000);
}
