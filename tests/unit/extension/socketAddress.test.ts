import { describe, expect, it } from 'vitest';
import { pairWithServer } from '../../../lib/actions/pairing.ts';
import { saveConfig } from '../../../lib/actions/saveSettings.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';

const SERVER = 'http://127.0.0.1:8001';
const pair = (world: World) =>
  pairWithServer(createActions(world).context, { url: SERVER, code: 'abcd-2345' });
const dialled = (world: World) => world.fake.sockets.map(({ url }) => url);

describe('the address of the socket that a server names', () => {
  it.each([
    ['http://127.0.0.1:8002', 'http://127.0.0.1:8002'],
    ['ws://127.0.0.1:8002/live/', 'http://127.0.0.1:8002/live'],
    ['https://127.0.0.1:8002', 'https://127.0.0.1:8002'],
    ['http://localhost:8002', SERVER],
    ['https://live.example.com', SERVER],
    ['http://127.0.0.1:8002?to=https://live.example.com', SERVER],
    ['nowhere', SERVER],
    [null, SERVER],
  ])('%s leads to %s', async (named, url) => {
    const world = await createWorld();
    world.fake.mode.websocketUrl = named;
    await pair(world);
    await settle();
    expect(dialled(world)).toEqual([url]);
    expect((await world.view()).phase).toBe('live');
  });

  it('is not used where the person has set another one', async () => {
    const world = await createWorld();
    world.fake.mode.websocketUrl = 'http://127.0.0.1:8002';
    await pair(world);
    await saveConfig(createActions(world).context, { websocketUrl: 'wss://live.example.com/scan' });
    await settle();
    expect(dialled(world)).toEqual(['http://127.0.0.1:8002', 'https://live.example.com/scan']);
  });

  it('is found out after a failure, where it was not known', async () => {
    const world = await createWorld();
    world.fake.mode.websocketUrl = 'http://127.0.0.1:8002';
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    world.fake.mode.socket = 'ok';
    await world.ensure();
    expect(dialled(world)).toEqual([SERVER, 'http://127.0.0.1:8002']);
    expect((await world.view()).phase).toBe('live');
  });

  it('that changes with each answer is not run after', async () => {
    const world = await createWorld();
    world.fake.mode.socket = 'refuse';
    for (const port of [1, 2, 3, 4]) {
      world.fake.mode.websocketUrl = `http://127.0.0.1:${port}`;
      await world.ensure();
    }
    expect(dialled(world)).toEqual([SERVER, 'http://127.0.0.1:1']);
  });
});
