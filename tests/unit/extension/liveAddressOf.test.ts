import { expect, it } from 'vitest';
import { saveConfig } from '../../../lib/actions/saveConfig.ts';
import { liveAddressOf } from '../../../lib/state/liveAddressOf.ts';
import { createActions } from './support/createActions.ts';
import { createWorld } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';

const SERVER = 'http://127.0.0.1:8001';
const NAMED = 'http://127.0.0.1:8002';

it.each([
  ['set by the person', 'wss://live.example.com/scan', NAMED, 'https://live.example.com/scan'],
  ['named by the server', '', NAMED, NAMED],
  ['of the server itself', '', undefined, SERVER],
])('an address %s is connected to, and shown', async (_what, websocketUrl, socketUrl, expected) => {
  const world = await createWorld();
  await world.state().server.update((current) => current && { ...current, socketUrl });
  await saveConfig(createActions(world).context, { websocketUrl });
  await world.ensure();
  await settle();
  const [{ config }, server] = await Promise.all([world.state().settings.get(), world.state().server.get()]);
  expect(server && liveAddressOf(config, server)).toBe(expected);
  expect(world.fake.newest()?.url).toBe(expected);
});
