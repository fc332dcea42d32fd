import { expect } from 'vitest';
import type { ConnectionView } from '../../../../lib/state/connectionView.ts';
import type { FollowedJob } from '../../../../lib/state/followedJob.ts';
import { isUnsent } from '../../../../lib/state/intent.ts';
import { isTerminal } from '../../../../protocol/src/index.ts';
import { commandsOf } from './commands.ts';
import type { World } from './createWorld.ts';
import { settle } from './fakeTime.ts';
import { periodMs, wake } from './timePasses.ts';

const DAY_MS = 24 * 3600_000;
const TRY_MS = 5000;
const stops = ['not_paired', 'unauthorized', 'given_up'];

const unfinished = async (world: World) =>
  (await world.stored.followed.get()).filter((row) => !row.end && !row.gone);

/** Commands that wait to be sent; a cancel of what has ended meanwhile has nothing left to do. */
async function unsent(world: World) {
  const running = (await unfinished(world)).map(({ key }) => key);
  return (await world.stored.intents.get()).filter(
    (intent) => isUnsent(intent) && (intent.kind === 'start' || running.includes(intent.jobKey)),
  );
}

/** In the room on the server's side; or the join is under way, or was refused for now and is tried again. */
function expectJoined({ fake, time }: World, jobs: FollowedJob[]): void {
  const socket = fake.newest();
  expect(socket).toMatchObject({ open: true, connected: true });
  for (const { jobId } of jobs) {
    if (socket?.rooms.has(jobId)) continue;
    expect([...(socket?.unjoined ?? [])], `${jobId} is neither in its room nor on the way`).toContain(jobId);
    expect(time.waits().some((ms) => ms <= TRY_MS)).toBe(true);
  }
}

/** A timer runs at that time, as the clock was when it was planned. */
function isTimed({ time }: World, at: string | null): boolean {
  const until = Date.parse(at ?? '') - time.now();
  return time.clocks().some((set) => time.pending().includes(until + set));
}

/** The timer of the next poll cycle, or a running one; otherwise the alarm asks. */
async function expectPolled(world: World, view: ConnectionView): Promise<void> {
  if (view.nextTryAt !== null) {
    expect(await periodMs(world), 'resting without an alarm').not.toBeNull();
    return;
  }
  const { time } = world;
  const planned = time.waits().includes(view.pollEveryMs ?? 0) || isTimed(world, view.holdUntil);
  const underWay = world.asked().some((path) => /\/(?:status|config)$/.test(path));
  expect(planned || underWay, `nobody asks: ${JSON.stringify([view, time.waits()])}`).toBe(true);
}

/** Each state of a running worker has a timer or a request that leads out of it. */
async function expectWayOut(world: World): Promise<void> {
  const { fake, time } = world;
  const view = await world.view();
  if (view.phase === 'live') expectJoined(world, await unfinished(world));
  if (view.phase === 'polling') await expectPolled(world, view);
  if (view.phase === 'connecting') expect(time.waits()).toContain(TRY_MS);
  if (view.phase === 'waiting') {
    expect(isTimed(world, view.nextTryAt), 'no try to come').toBe(true);
  }
  if (view.phase === 'idle' || stops.includes(view.phase)) expect(fake.openSockets()).toEqual([]);
  if (!(await world.stored.settings.get()).config.enableWebSocket) expect(fake.openSockets()).toEqual([]);
  if (view.phase === 'unauthorized') {
    expect(fake.isRevoked((await world.stored.server.get())?.token ?? '')).toBe(true);
  }
}

/** Checks that must hold at each moment, after any steps. */
export async function expectInvariants(world: World): Promise<void> {
  const { fake } = world;
  expect(fake.isLooping(), 'a loop without a pause').toBe(false);
  expect(fake.mostOpen(), 'sockets open at once').toBeLessThanOrEqual(1);
  expect(fake.displaced(), 'tries that another try took the place of').toBe(0);
  expect(world.disobeyed, 'asked in spite of Retry-After').toEqual([]);
  const { phase } = await world.view();
  const waiting = (await unfinished(world)).length > 0 || (await unsent(world)).length > 0;
  // In every state, with a running or a killed worker, there is an alarm.
  if (waiting && !stops.includes(phase)) expect(await periodMs(world), 'no alarm').not.toBeNull();
  // After a refused write, the next alarm or the next look of a person asks again.
  const isRefused = world.local.hasRefused() || world.session.hasRefused();
  if (phase === 'given_up' && !isRefused) {
    expect((await world.stored.outage.get())?.silentMs).toBeGreaterThanOrEqual(14 * DAY_MS);
  }
  // A row is marked as removed only if our server does not have the job.
  for (const row of await world.stored.followed.get()) {
    if (row.gone) expect(fake.jobs.has(row.jobId)).toBe(false);
  }
  if (!world.gate().isClosed() && !isRefused) await expectWayOut(world);
}

/** A refused token is shown while scans are followed: only the person can help. */
export async function expectRefusalShown(world: World): Promise<void> {
  if ((await unfinished(world)).length > 0) expect((await world.view()).phase).toBe('unauthorized');
}

/** What the person sees of each job equals the server's state, and an end is notified once. */
export async function expectTruth(world: World): Promise<void> {
  const live = await world.stored.live.get();
  const intents = await world.stored.intents.get();
  for (const row of await world.stored.followed.get()) {
    const truth = world.fake.jobs.get(row.jobId);
    if (!truth) {
      expect(row.gone ?? row.end, `${row.jobId} was deleted`).not.toBeNull();
      continue;
    }
    const { seq, epoch, status } = row.end ?? live[row.key] ?? {};
    expect({ seq, epoch, status }).toEqual({ seq: truth.seq, epoch: truth.epoch, status: truth.status });
    // A cancel without an answer for twelve hours suppresses no notification.
    const unheard = intents.some((intent) => intent.kind === 'cancel' && intent.jobKey === row.key);
    if (truth.status === 'cancelled') expect(unheard ? ['none', 'pending'] : ['none']).toContain(row.notify);
    else expect(row.notify).toBe(isTerminal(truth.status) ? 'pending' : 'none');
  }
}

/** Each start that was answered has its scan, or has said that it was not sent for twelve hours. */
export async function expectCommandsDone(world: World): Promise<void> {
  const { started, asked } = commandsOf(world);
  const intents = await world.stored.intents.get();
  const jobs = (await world.stored.followed.get()).map(({ jobId }) => jobId);
  expect(await unsent(world)).toEqual([]);
  expect(world.fake.created()).toBeLessThanOrEqual(asked());
  for (const id of started) {
    const code = intents.find((intent) => intent.id === id)?.problem?.code;
    if (code === undefined) expect(jobs, `the scan of start ${id}`).toContain(world.fake.madeBy(id));
    else expect(['expired', 'deleted']).toContain(code);
  }
}

/** In the end it is connected, or polls by choice, or has nothing to do. */
export async function expectAtRest(world: World): Promise<void> {
  const active = await unfinished(world);
  // Killed, or refused by storage, with nothing left to do: only a person who opens a screen wakes it.
  if (active.length === 0) {
    wake(world);
    if (world.local.hasRefused() || world.session.hasRefused()) void world.connection().onScreen();
  }
  await settle();
  const { phase } = await world.view();
  const moving = active.some((row) => world.fake.jobs.get(row.jobId)?.status !== 'paused');
  const { enableWebSocket } = (await world.stored.settings.get()).config;
  if (active.length === 0) expect(phase).toBe('idle');
  else if (moving) expect(phase).toBe(enableWebSocket ? 'live' : 'polling');
}
