import { afterEach, expect, it } from 'vitest';
import { isInRollout } from '../../../server/src/realtime/isInRollout.ts';
import { connectSocket } from '../../support/server/connectSocket.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';

let app: RunningApp;
afterEach(() => app.close());

const users = ['ana', 'bo', 'chen', 'dora', 'emil', 'fay', 'gus', 'hana'];

it('gives each user the same answer by REST and by socket, each time', async () => {
  app = await startApp({ WEBSOCKET_ROLLOUT_PERCENT: '50' });
  for (const user of users) {
    const { token } = await app.pair(user);
    const { enabled } = (await app.call(token, 'GET', '/api/config')).body.websocket;
    const socket = await connectSocket(app.url, { token }).catch(
      (error: { data?: { code?: string } }) => error.data?.code,
    );
    if (typeof socket === 'object') socket.disconnect();
    expect(typeof socket === 'object' ? 'connected' : socket).toBe(
      enabled ? 'connected' : 'websocket_disabled',
    );
    expect((await app.call(token, 'GET', '/api/config')).body.websocket.enabled).toBe(enabled);
  }
  expect((await app.call(null, 'GET', '/api/config')).body.websocket.enabled).toBe(true);
});

it('includes about the configured share of users, and keeps them when the share grows', async () => {
  app = await startApp();
  const ids = Array.from({ length: 2000 }, (_, n) => `user-${n}`);
  const at = (percent: number) => ids.filter((id) => isInRollout(id, percent));
  expect(at(0)).toEqual([]);
  expect(at(100)).toEqual(ids);
  const [few, half] = [new Set(at(5)), new Set(at(50))];
  expect(few.size).toBeGreaterThan(50);
  expect(few.size).toBeLessThan(160);
  expect(half.size).toBeGreaterThan(900);
  expect(half.size).toBeLessThan(1100);
  for (const id of few) expect(half.has(id)).toBe(true);
});
