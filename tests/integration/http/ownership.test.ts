import type { JoinAck } from '@seo-live/protocol';
import { EXTENSION_ORIGIN } from '@seo-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSocket } from '../../support/server/connectSocket.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

let app: RunningApp;
let site: SmallSite;
let mine: string;
let theirs: string;
let jobId: string;

beforeAll(async () => {
  site = await startSmallSite({ pages: 4 });
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: 'true', SCAN_RATE_PER_HOST: '100' });
  ({ token: mine } = await app.pair('ana'));
  ({ token: theirs } = await app.pair('bo'));
  jobId = (await app.call(mine, 'POST', '/api/jobs', { url: site.url })).body.job.job_id;
  await untilEnded(app, mine, jobId);
});
afterAll(async () => {
  await app.close();
  await site.close();
});

const routes: [string, string][] = [
  ['GET', ''],
  ['GET', '/status'],
  ['POST', '/cancel'],
  ['POST', '/pause'],
  ['POST', '/resume'],
  ['GET', '/report'],
  ['GET', '/issues'],
  ['GET', '/pages'],
  ['GET', '/export.json'],
  ['GET', '/export.csv'],
  ['DELETE', ''],
];

describe.each(routes)('%s /api/jobs/{id}%s', (method, route) => {
  it('is not_found with another user’s token, as for a job that never existed', async () => {
    const other = await app.call(theirs, method, `/api/jobs/${jobId}${route}`);
    const never = await app.call(theirs, method, `/api/jobs/j_never${route}`);
    expect(other.status).toBe(404);
    expect(other.body.code).toBe('not_found');
    expect(other.body).toEqual(never.body);
  });

  it('is unauthorized without a token', async () => {
    expect((await app.call(null, method, `/api/jobs/${jobId}${route}`)).body.code).toBe('unauthorized');
  });
});

it('has not changed the job of its owner', async () => {
  expect((await app.call(mine, 'GET', `/api/jobs/${jobId}/report`)).status).toBe(200);
});

it('shows no jobs of other users in lists', async () => {
  expect((await app.call(theirs, 'GET', '/api/jobs')).body.jobs).toEqual([]);
  const batch = await app.call(theirs, 'GET', `/api/jobs/status?ids=${jobId},j_never`);
  expect(batch.body.jobs.map(({ error }: { error: { code: string } }) => error.code)).toEqual([
    'not_found',
    'not_found',
  ]);
});

describe('the socket', () => {
  const joinAs = async (token: string): Promise<JoinAck> => {
    const socket = await connectSocket(app.url, { token });
    try {
      return await socket.emitWithAck('join_job', { job_id: jobId });
    } finally {
      socket.disconnect();
    }
  };

  it('lets the owner join', async () => {
    expect(await joinAs(mine)).toMatchObject({
      ok: true,
      ended: true,
      snapshot: { job_id: jobId, status: 'completed' },
    });
  });

  it('answers another user as if there were no such job', async () => {
    expect(await joinAs(theirs)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it.each([
    ['no token', undefined, EXTENSION_ORIGIN, 'unauthorized'],
    ['garbage', 'x'.repeat(43), EXTENSION_ORIGIN, 'unauthorized'],
    ['a wrong origin', 'mine', 'https://evil.example', 'forbidden_origin'],
  ])('refuses %s with a reason', async (_name, token, origin, code) => {
    const refusal = await connectSocket(app.url, { token: token === 'mine' ? mine : token, origin }).catch(
      (error) => error,
    );
    expect(refusal).toMatchObject({ data: { code } });
  });

  it('closes a socket when its token is revoked', async () => {
    const { token } = await app.pair('ana');
    const socket = await connectSocket(app.url, { token });
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    expect((await app.call(token, 'DELETE', '/api/tokens/current')).status).toBe(204);
    expect(await gone).toBeTruthy();
    socket.disconnect();
  });
});
