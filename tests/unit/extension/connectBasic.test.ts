import { describe, expect, it } from 'vitest';
import { connectBasic } from '../../../lib/actions/connectBasic.ts';
import { discoverScans } from '../../../lib/actions/discoverScans.ts';
import { unpair } from '../../../lib/actions/pairWithServer.ts';
import { askWhy } from '../../../lib/connection/askWhy.ts';
import { isBasicKey } from '../../../lib/state/basicServer.ts';
import { createBasicActions } from './support/createBasicActions.ts';
import {
  BASIC_URL,
  type BasicWorld,
  basicKey,
  basicServer,
  createBasicWorld,
} from './support/createBasicWorld.ts';
import { followed, server } from './support/messages.ts';

describe('connecting', () => {
  it('stores a kind and an id that stays the same, and takes a pasted header for its token', async () => {
    const world = await createBasicWorld({ jobIds: [] });
    const { context } = createBasicActions(world);
    const first = await connectBasic(context, { url: `${BASIC_URL}/`, token: '' });
    const stored = await world.state.server.get();
    await connectBasic(context, { url: BASIC_URL, token: ' Bearer abc ' });
    expect(first).toMatchObject({ ok: true, value: { kind: 'plain', name: '127.0.0.1:8002' } });
    expect(JSON.stringify(first)).not.toContain('token');
    expect(await world.state.server.get()).toEqual({ ...stored, token: 'abc' });
  });

  it.each([
    ['an application with its own', (world: BasicWorld) => world.json({ theme: 'dark' }), true],
    ['a page for every address', () => new Response('<title>App</title>'), true],
    ['a refusal', (world: BasicWorld) => world.json({ detail: 'Forbidden' }, 403), true],
    ['no server behind its proxy', () => new Response('', { status: 502 }), false],
  ])('meets %s at /api/config', async (_what, answer, taken) => {
    const world = await createBasicWorld({ jobIds: [] });
    await world.state.server.set(null);
    world.routes['GET /api/config'] = () => answer(world);
    const { ok } = await connectBasic(createBasicActions(world).context, { url: BASIC_URL, token: 'abc' });
    expect(ok).toBe(taken);
    expect((await world.state.server.get())?.kind).toBe(taken ? 'plain' : undefined);
    const stored = await world.state.server.get();
    const why = await askWhy({ api: world.apiAt(), server: stored ?? basicServer });
    expect(why).toMatchObject({ reason: taken ? 'socket_blocked' : 'unavailable', reachable: taken });
    // A page that appears only now is in front of the server.
    if (taken)
      expect(await askWhy({ api: world.apiAt(), server: basicServer })).toMatchObject({ reachable: false });
  });

  it('checks the answer with the token, which is sent only after the person has confirmed the server', async () => {
    const world = await createBasicWorld({ jobIds: [] });
    await world.state.server.set(null);
    let asked = 0;
    world.routes['GET /api/config'] = () => {
      asked += 1;
      return asked === 1 ? world.json({ detail: 'Log in' }, 401) : world.json({ theme: 'dark' });
    };
    await connectBasic(createBasicActions(world).context, { url: BASIC_URL, token: 'abc' });
    expect(world.requests.map(({ authorization }) => authorization).slice(0, 2)).toEqual([
      null,
      'Bearer abc',
    ]);
    expect(await world.state.server.get()).toMatchObject({ answers: 'bad_answer' });
  });

  it('keeps the scans when only the token is new, and leaves those of another server', async () => {
    const world = await createBasicWorld();
    const { context } = createBasicActions(world);
    await connectBasic(context, { url: BASIC_URL, token: 'abc' });
    expect(await world.state.followed.get()).toHaveLength(1);
    await connectBasic(context, { url: 'http://127.0.0.1:9000', token: '' });
    expect(await world.state.followed.get()).toEqual([]);
  });

  it('notices that the server can be paired now', async () => {
    const world = await createBasicWorld();
    const { context } = createBasicActions(world);
    await discoverScans(context);
    expect((await world.state.server.get())?.upgraded).toBeUndefined();
    const websocket = { enabled: true, url: null };
    const more = { server_time: '', websocket, polling_interval_ms: 5000 };
    world.routes['GET /api/config'] = () => world.json({ server_id: 's', name: 'n', version: '1', ...more });
    await discoverScans(context);
    expect((await world.state.server.get())?.upgraded).toBe(true);
  });

  it('ends without a request to the server: we must not revoke its token', async () => {
    const world = await createBasicWorld({ jobIds: [], token: 'abc' });
    await unpair(createBasicActions(world).context);
    expect(world.lines()).toEqual([]);
    expect(await world.state.server.get()).toBeNull();
  });
});

it('what older versions stored has no kind, and is a server of ours', () => {
  expect('kind' in server).toBe(false);
  expect(isBasicKey(followed('j1').key)).toBe(false);
  expect(isBasicKey(basicKey('j1'))).toBe(true);
  expect(isBasicKey(null)).toBe(false);
});
