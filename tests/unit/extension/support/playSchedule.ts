import { isUnsent } from '../../../../lib/state/intent.ts';
import { isTerminal } from '../../../../protocol/src/index.ts';
import { commandsOf } from './commands.ts';
import { createWorld, type World } from './createWorld.ts';
import { settle } from './fakeTime.ts';
import { expectRefusalShown } from './scheduleChecks.ts';
import { JOBS, POLL_EVERY_MS, type Step } from './schedules.ts';
import { alarm, pass, untilAlarm, wake } from './timePasses.ts';

export async function beginSchedule(): Promise<World> {
  const world = await createWorld(JOBS);
  await world.stored.settings.update((settings) => ({
    ...settings,
    config: { ...settings.config, fallbackPollingInterval: POLL_EVERY_MS[0] },
  }));
  wake(world);
  commandsOf(world).send();
  await world.ensure();
  return world;
}

const unfinished = (world: World): string[] =>
  [...world.fake.jobs.values()].filter(({ status }) => !isTerminal(status)).map(({ job_id }) => job_id);

function repeat({ fake }: World, jobId: string | undefined): void {
  const job = fake.jobs.get(jobId ?? '');
  const socket = fake.newest();
  if (!job || !socket?.connected || !socket.rooms.has(job.job_id)) return;
  // An earlier one of the same log: the end is never earlier than what it ended.
  if (job.seq > 1) socket.events.message('job_progress', { ...job, status: 'running', seq: job.seq - 1 });
  socket.events.message('job_progress', job);
}

/** A row that a person can cancel: a scan that runs, or a start that is not answered. */
async function cancel(world: World, nth: number): Promise<void> {
  const jobs = (await world.stored.followed.get()).filter(({ end, gone }) => !end && !gone);
  const starts = (await world.stored.intents.get()).filter(
    (intent) => intent.kind === 'start' && isUnsent(intent),
  );
  const rows = [...jobs.map(({ key }) => key), ...starts.map(({ id }) => id)];
  const id = rows[nth % rows.length];
  if (id !== undefined) commandsOf(world).cancel(id);
}

/** A person needs a moment to do anything, and wakes the worker by it. */
async function asPerson(world: World): Promise<void> {
  wake(world);
  await world.time.advance(10);
}

const asked = new Set<Step['do']>([
  'screen',
  'ensure',
  'test',
  'elsewhere',
  'start',
  'cancel',
  'pair',
  'settings',
]);

export async function play(world: World, move: Step): Promise<void> {
  const { fake } = world;
  const commands = commandsOf(world);
  if (asked.has(move.do)) await asPerson(world);
  switch (move.do) {
    case 'drop':
      fake.drop();
      break;
    case 'kill':
      world.gate().close();
      break;
    case 'browserRestart':
      world.gate().close();
      world.session.clear();
      wake(world);
      break;
    case 'killAt':
      world.gate().closeAfter(move.effect);
      break;
    case 'killBefore':
      world.gate().closeBefore(move.effect);
      break;
    case 'alarm':
      await alarm(world);
      break;
    case 'screen':
      void world.connection().onScreen();
      break;
    case 'ensure':
      void world.connection().ensure();
      break;
    case 'test':
      void world.connection().testSocket();
      break;
    case 'elsewhere': {
      // A command, or a look for scans started elsewhere, that is answered.
      const paired = await world.stored.server.get();
      if (fake.mode.rest === 'ok' && !fake.isRevoked(paired?.token ?? ''))
        void world.connection().onAnswered();
      break;
    }
    case 'ackNow':
      for (const ack of fake.newest()?.laterAcks.splice(0) ?? []) ack();
      break;
    case 'answerLate':
      fake.answerLate();
      break;
    case 'restart':
      fake.restart();
      break;
    case 'revoke':
      fake.revokeTokens();
      break;
    case 'pair':
      commands.pair();
      break;
    case 'start':
      commands.start();
      break;
    case 'cancel':
      await cancel(world, move.nth);
      break;
    case 'settings':
      commands.save({
        enableWebSocket: move.enableWebSocket,
        fallbackPollingInterval: move.fallbackPollingInterval,
      });
      break;
    case 'pauseAll':
      for (const jobId of unfinished(world)) fake.change(jobId, { status: 'paused' });
      await world.time.advance(61_000);
      break;
    case 'gone':
      Object.assign(fake.mode, { socket: 'refuse', rest: 'down' });
      fake.drop();
      break;
    case 'back':
      Object.assign(fake.mode, { socket: 'ok', rest: 'ok' });
      break;
    case 'socket':
      fake.mode.socket = move.mode;
      break;
    case 'rest':
      fake.mode.rest = move.mode;
      break;
    case 'late':
      fake.mode.late = move.late;
      break;
    case 'ack':
      fake.mode.ack = move.mode;
      break;
    case 'refuse':
      world[move.area].refuse(move.writes);
      break;
    case 'clock':
      world.time.shift(move.ms);
      break;
    case 'wait':
      await world.time.advance(move.ms);
      break;
    case 'away':
      await pass(world, move.ms);
      break;
    case 'change': {
      const jobs = unfinished(world);
      const job = fake.jobs.get(jobs[move.nth % jobs.length] ?? '');
      if (job) fake.change(job.job_id, { status: move.status, progress: Math.min(99, job.progress + 1) });
      break;
    }
    case 'repeat':
      repeat(world, [...fake.jobs.keys()][move.nth % fake.jobs.size]);
      break;
    case 'remove':
      if (fake.jobs.size > 0) fake.remove([...fake.jobs.keys()][move.nth % fake.jobs.size] ?? '');
      break;
  }
  await settle();
}

/** Waits as long as the server asked. */
async function waitAsAsked(world: World): Promise<void> {
  const { holdUntil } = await world.stored.connection.get();
  const intents = (await world.stored.intents.get()).filter(isUnsent);
  const times = [holdUntil, ...intents.map(({ notBefore }) => notBefore ?? null)];
  const until = Math.max(...times.map((time) => (time === null ? 0 : Date.parse(time))));
  await world.time.advance(Math.max(0, until - world.time.now()));
}

async function twoAlarms(world: World): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await waitAsAsked(world);
    await untilAlarm(world, Number.POSITIVE_INFINITY, 60_000);
  }
}

/** From now on everything works: after two alarms the state must be correct. */
export async function recover(world: World): Promise<void> {
  const { fake } = world;
  const commands = commandsOf(world);
  Object.assign(fake.mode, { socket: 'ok', rest: 'ok', ack: 'ok', late: false });
  for (const ack of fake.newest()?.laterAcks.splice(0) ?? []) ack();
  fake.answerLate();
  world.local.refuse(0);
  world.session.refuse(0);
  world.gate().closeAfter(Number.POSITIVE_INFINITY);
  await settle();
  // The next alarm repairs all that storage refused, also the label.
  if (world.local.hasRefused() || world.session.hasRefused()) await alarm(world);
  // A person who comes back after the connection was given up, perhaps by a late answer, asks to reconnect.
  if ((await world.view()).phase === 'given_up') {
    await asPerson(world);
    void world.connection().reconnect();
    commands.send();
    await settle();
  }
  const revoked = fake.isRevoked((await world.stored.server.get())?.token ?? '');
  if (revoked) {
    await twoAlarms(world);
    await expectRefusalShown(world);
  }
  if (revoked || (await world.view()).phase === 'unauthorized') {
    await asPerson(world);
    commands.pair();
    await settle();
  }
  await twoAlarms(world);
  await world.time.advance(10_000);
}
