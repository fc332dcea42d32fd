import { createWorld, type World } from './createWorld.ts';

/** A world of a person who has turned live updates off. */
export async function pollOnly(jobIds: string[], fallbackPollingInterval = 5000): Promise<World> {
  const world = await createWorld(jobIds);
  await world.stored.settings.update((settings) => ({
    ...settings,
    config: { ...settings.config, enableWebSocket: false, fallbackPollingInterval },
  }));
  return world;
}

/** How often the server is asked during `ms`, with alarms only. */
export async function askedIn(world: World, ms: number): Promise<number> {
  const before = world.fake.requests.length;
  for (let passed = 0; passed < ms; passed += 30_000) {
    await world.time.advance(30_000);
    await world.alarm();
  }
  return world.fake.requests.length - before;
}
