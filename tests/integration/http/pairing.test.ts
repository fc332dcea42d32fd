import path from 'node:path';
import { pairAnswerSchema, problemSchema, tokenListSchema } from '@seo-live/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../server/src/store/database/openStore.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';

let app: RunningApp;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const redeem = (code: string, headers?: Record<string, string>) =>
  app.call(null, 'POST', '/api/pair', { code, client_name: 'Chromium' }, headers);

it('turns a code into a token, once', async () => {
  const code = await app.code('ana');
  const first = await redeem(code);
  expect(first.status).toBe(200);
  const { token, server_id, name } = pairAnswerSchema.parse(first.body);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(name).toBe('SEO Live');
  expect(server_id).toBe((await app.call(null, 'GET', '/api/config')).body.server_id);

  const second = await redeem(code);
  expect(second.status).toBe(403);
  expect(problemSchema.parse(second.body).code).toBe('pairing_refused');
});

it('accepts a code as people type it', async () => {
  const code = await app.code('ana');
  const typed = ` ${code.slice(0, 4)}-${code.slice(4)} `.toLowerCase();
  expect((await redeem(typed)).status).toBe(200);
});

it('gives a user the same id each time, and another user another id', async () => {
  const [one, again, other] = [await app.pair('ana'), await app.pair('ana'), await app.pair('bo')];
  expect(again.user_id).toBe(one.user_id);
  expect(again.token).not.toBe(one.token);
  expect(other.user_id).not.toBe(one.user_id);
});

it('refuses a code older than ten minutes', async () => {
  const code = await app.code('ana');
  const store = await openStore(path.join(app.dataDir, 'seo-live.db'));
  await store.db
    .updateTable('pairing_codes')
    .set({ expires_at: new Date(Date.now() - 1).toISOString() })
    .execute();
  await store.close();
  expect((await redeem(code)).body.code).toBe('pairing_refused');
});

it('answers every wrong code with the same words, until the tries are used up', async () => {
  const good = await app.code('ana');
  const answers = [];
  for (let tries = 0; tries < 11; tries += 1) answers.push(await redeem('ZZZZ-ZZZZ'));
  expect(answers.slice(0, 10).map(({ body }) => body.code)).toEqual(Array(10).fill('pairing_refused'));
  const last = answers[10];
  expect(last?.status).toBe(429);
  expect(last?.body.code).toBe('rate_limited');
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  // A correct code is not checked either, so it can be used later.
  expect((await redeem(good)).status).toBe(429);
});

it('ignores X-Forwarded-For from an address that is no trusted proxy', async () => {
  for (let tries = 0; tries < 10; tries += 1)
    await redeem('ZZZZ-ZZZZ', { 'x-forwarded-for': `203.0.113.${tries}` });
  expect((await redeem('ZZZZ-ZZZZ', { 'x-forwarded-for': '203.0.113.99' })).status).toBe(429);
});

it('stores neither codes nor tokens', async () => {
  const code = await app.code('ana');
  const { token } = await app.pair('ana');
  const store = await openStore(path.join(app.dataDir, 'seo-live.db'));
  const stored = JSON.stringify([
    await store.db.selectFrom('tokens').selectAll().execute(),
    await store.db.selectFrom('pairing_codes').selectAll().execute(),
  ]);
  await store.close();
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(code);
});

it('lists and revokes the tokens of the user who asks', async () => {
  const [one, two, other] = [await app.pair('ana'), await app.pair('ana'), await app.pair('bo')];
  const { tokens } = tokenListSchema.parse((await app.call(one.token, 'GET', '/api/tokens')).body);
  expect(tokens.map(({ client_name, current }) => ({ client_name, current }))).toEqual(
    expect.arrayContaining([
      { client_name: 'browser of ana', current: true },
      { client_name: 'browser of ana', current: false },
    ]),
  );
  expect(tokens).toHaveLength(2);
  const second = tokens.find(({ current }) => !current);
  expect((await app.call(other.token, 'DELETE', `/api/tokens/${second?.id}`)).body.code).toBe('not_found');
  expect((await app.call(two.token, 'GET', '/api/tokens')).status).toBe(200);

  expect((await app.call(one.token, 'DELETE', `/api/tokens/${second?.id}`)).status).toBe(204);
  expect((await app.call(two.token, 'GET', '/api/tokens')).body.code).toBe('unauthorized');
  expect((await app.call(one.token, 'DELETE', '/api/tokens/current')).status).toBe(204);
  expect((await app.call(one.token, 'GET', '/api/tokens')).status).toBe(401);
});

it('stores when a token was last used', async () => {
  const { token } = await app.pair('ana');
  await app.call(token, 'GET', '/api/jobs');
  const { tokens } = tokenListSchema.parse((await app.call(token, 'GET', '/api/tokens')).body);
  expect(Date.parse(tokens[0]?.last_used_at ?? '')).toBeGreaterThan(Date.now() - 60_000);
});

it('keeps the server id and the tokens after a restart', async () => {
  const { token, server_id } = await app.pair('ana');
  await app.restart();
  expect((await app.call(null, 'GET', '/api/config')).body.server_id).toBe(server_id);
  expect((await app.call(token, 'GET', '/api/tokens')).status).toBe(200);
});
