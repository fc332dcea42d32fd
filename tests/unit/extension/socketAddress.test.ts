import { describe, expect, it } from 'vitest';
import { connectBasic } from '../../../lib/actions/connectBasic.ts';
import { pairWithServer, unpair } from '../../../lib/actions/pairWithServer.ts';
import { saveConfig } from '../../../lib/actions/saveConfig.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { server } from './support/messages.ts';

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

  it('is another one when what was turned off is turned on again', async () => {
    const world = await createWorld();
    world.fake.mode.socket = { code: 'websocket_disabled' };
    world.fake.mode.websocketEnabled = false;
    await world.ensure();
    world.fake.mode.websocketUrl = 'http://127.0.0.1:8002';
    world.fake.mode.websocketEnabled = true;
    world.fake.mode.socket = 'ok';
    await world.time.advance(30_000);
    await world.connection().onAlarm();
    await settle();
    await world.ensure();
    expect(dialled(world).at(-1)).toBe('http://127.0.0.1:8002');
    expect((await world.view()).phase).toBe('live');
  });

  it('alternates with the server’s own, if nothing answers there', async () => {
    const world = await createWorld();
    await world.stored.server.set({ ...server, socketUrl: 'http://127.0.0.1:8002' });
    world.fake.mode.websocketUrl = 'http://127.0.0.1:8002';
    world.fake.mode.socket = 'refuse';
    await world.ensure();
    await world.time.advance(20_000);
    const announced = 'http://127.0.0.1:8002';
    expect(dialled(world).slice(0, 4)).toEqual([announced, announced, SERVER, announced]);
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

describe('the address of the socket that was confirmed for one server', () => {
  const LIVE_A = 'https://live.a.example';
  const leave = (world: World) => unpair(createActions(world).context);
  const basic = (world: World) => connectBasic(createActions(world).context, { url: SERVER, token: 'abc' });

  /** Paired with `serverId`; `stored` is what has been written since, in its order. */
  async function confirmedWorld(serverId: string) {
    const world = await createWorld();
    await world.state().server.set({ ...server, serverId, token: 'token-of-a' });
    await saveConfig(createActions(world).context, { websocketUrl: LIVE_A });
    const stored: string[] = [];
    world.local.area.onChanged.addListener((changes) => {
      stored.push(...Object.keys(changes));
      void world.connection().ensure();
    });
    const first = () => stored.filter((key) => ['settings', 'server'].includes(key)).slice(0, 2);
    return { world, first };
  }
  const address = async (world: World) => (await world.state().settings.get()).config.websocketUrl;

  it.each([
    ['another one is paired', pair],
    ['a basic server is connected', basic],
    ['it is unpaired', leave],
  ])('is forgotten before %s', async (_what, change) => {
    const { world, first } = await confirmedWorld('s0');
    expect(await change(world)).toMatchObject({ ok: true });
    await settle();
    expect(first()).toEqual(['settings', 'server']);
    expect(await address(world)).toBe('');
    const there = world.fake.sockets.filter(({ url }) => url.startsWith(LIVE_A));
    expect(there.filter(({ token }) => token !== 'token-of-a')).toEqual([]);
  });

  it('stays when the same one is paired again', async () => {
    const { world } = await confirmedWorld('s1');
    await pair(world);
    await settle();
    expect(await address(world)).toBe(LIVE_A);
    expect(world.fake.newest()).toMatchObject({ url: LIVE_A, token: 'next-token' });
  });
});
