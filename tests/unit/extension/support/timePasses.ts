import { alarmPeriod } from '../../../../lib/effects/scheduleAlarm.ts';
import { selectJobs } from '../../../../lib/state/selectJobs.ts';
import { commandsOf } from './commands.ts';
import type { World } from './createWorld.ts';
import { settle } from './fakeTime.ts';

/** The period that createRefresh would set for the alarm. */
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

/** An event wakes a killed worker. Each instance begins with a check for work. */
export function wake(world: World): void {
  if (!world.gate().isClosed()) return;
  world.kill();
  void world.connection().ensure();
  commandsOf(world).send();
}

export async function alarm(world: World): Promise<void> {
  wake(world);
  world.local.comeBack();
  world.session.comeBack();
  void world.connection().onAlarm();
  commandsOf(world).send();
  await settle();
}

/** Lets the time until the next alarm pass, and the alarm comes; without an alarm only the time `without` passes. */
export async function untilAlarm(world: World, atMost: number, without = atMost): Promise<void> {
  const period = await periodMs(world);
  await world.time.advance(Math.min(period ?? without, atMost));
  if (period !== null) await alarm(world);
}

const ANSWERED_ALARMS = 5;

/**
 * Lets time pass with only the alarm, set as the stored state requires. Days in which the server answers are
 * cut short, since all their minutes are alike.
 */
export async function pass(world: World, ms: number): Promise<void> {
  const end = world.time.now() + ms;
  let answered = 0;
  while (world.time.now() < end && answered < ANSWERED_ALARMS) {
    if ((await world.stored.outage.get()) === null) answered += 1;
    await untilAlarm(world, end - world.time.now());
  }
}
