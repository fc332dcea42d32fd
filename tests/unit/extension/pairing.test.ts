import { describe, expect, it } from 'vitest';
import { cancelScan } from '../../../lib/actions/cancelScan.ts';
import { changeServer, pairWithServer, revokeToken, unpair } from '../../../lib/actions/pairWithServer.ts';
import { startScan } from '../../../lib/actions/startScan.ts';
import { createActions } from './support/createActions.ts';
import { createWorld, type World } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';
import { keyOf, server } from './support/messages.ts';

const CODE = { url: 'http://127.0.0.1:8001', code: 'abcd-2345' };

/** Two scans that run and one that has ended, a cancel and a start that could not be sent. */
async function busyWorld(): Promise<World> {
  const world = await createWorld(['j1', 'j2', 'j3']);
  await world.ensure();
  world.fake.change('j3', { status: 'completed', progress: 100 });
  await settle();
  world.fake.mode.rest = 'down';
  const { context, sender } = createActions(world);
  await cancelScan(context, sender, keyOf('j1'));
  await startScan(context, sender, { url: 'https://example.com/', mode: 'site', options: {} });
  await settle();
  return world;
}

const rowsOf = async (world: World) => ({
  scans: (await world.state().followed.get()).map(({ jobId }) => jobId),
  commands: (await world.state().intents.get()).map((intent) =>
    intent.kind === 'start' ? `start ${intent.problem?.code}` : `cancel ${intent.jobId}`,
  ),
});

describe('leaving a server', () => {
  it('keeps what has ended, and nothing that would stand still for ever', async () => {
    const world = await busyWorld();
    expect(await rowsOf(world)).toEqual({
      scans: ['j1', 'j2', 'j3'],
      commands: ['cancel j1', 'start network'],
    });
    expect(await unpair(createActions(world).context)).toEqual({ ok: true, value: null });
    await settle();
    expect(await rowsOf(world)).toEqual({ scans: ['j3'], commands: ['start not_paired'] });
    expect(await world.state().server.get()).toBeNull();
    expect((await world.view()).phase).toBe('not_paired');
    expect(world.fake.openSockets()).toEqual([]);
  });

  it('revokes the token where the server answers', async () => {
    const world = await createWorld([]);
    await unpair(createActions(world).context);
    expect(world.fake.revoked).toEqual(['t2']);
  });

  it('is what revoking the own token does; another one only goes itself', async () => {
    const world = await createWorld([]);
    await revokeToken(createActions(world).context, 't1');
    expect(await world.state().server.get()).not.toBeNull();
    await revokeToken(createActions(world).context, 't2');
    expect(await world.state().server.get()).toBeNull();
    expect(world.fake.revoked).toEqual(['t1', 't2']);
  });
});

it('a worker killed while another server takes its place has left it, or has not', async () => {
  for (const writes of [1, 2, 3]) {
    const world = await createWorld(['j1']);
    world.local.dieAfter(writes);
    void changeServer(world.state(), { ...server, serverId: 's2' });
    await settle();
    world.kill();
    const { serverId } = (await world.stored.server.get()) ?? {};
    expect(await world.stored.followed.get()).toHaveLength(serverId === 's2' ? 0 : 1);
  }
});

describe('pairing again', () => {
  it('as the same user goes on with everything, under the new token', async () => {
    const world = await busyWorld();
    world.fake.mode.rest = 'ok';
    expect(await pairWithServer(createActions(world).context, CODE)).toMatchObject({ ok: true });
    await settle();
    expect((await rowsOf(world)).scans).toEqual(['j1', 'j2', 'j3']);
    expect(world.fake.openSockets()).toMatchObject([{ token: 'next-token' }]);
    await createActions(world).sender.sendIntents();
    expect(world.fake.cancelled).toEqual(['j1']);
    expect(world.fake.created()).toBe(1);
  });

  it('as somebody else sends nothing that was meant for the other account', async () => {
    const world = await busyWorld();
    world.fake.mode.rest = 'ok';
    world.fake.mode.user = 'u2';
    await pairWithServer(createActions(world).context, CODE);
    await createActions(world).sender.sendIntents();
    await settle();
    expect(await rowsOf(world)).toEqual({ scans: ['j3'], commands: ['start not_paired'] });
    expect(world.fake.cancelled).toEqual([]);
    expect(world.fake.created()).toBe(0);
  });

  it.each([
    [undefined, undefined],
    [true, undefined],
    [false, false],
  ])('whose configuration says reports: %s is known as one with reports: %s', async (says, known) => {
    const world = await createWorld([]);
    world.fake.mode.reports = says;
    await pairWithServer(createActions(world).context, CODE);
    expect((await world.state().server.get())?.reports).toBe(known);
  });
});
