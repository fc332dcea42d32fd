import { pageListSchema } from '@seo-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';
import { badInputs } from '../../support/sites/badInputs.ts';
import { type BadSites, startBadSites } from '../../support/sites/badSites.ts';

const env = { SCAN_TIMEOUT_MS: '1500', SCAN_RATE_PER_HOST: '50', SCAN_CONCURRENT_PER_USER: '4' };
let sites: BadSites;
let servers: Record<'open' | 'publicOnly', RunningApp>;

beforeAll(async () => {
  sites = await startBadSites();
  servers = {
    open: await startApp({ ...env, ALLOW_PRIVATE_ADDRESSES: 'true' }),
    publicOnly: await startApp(env),
  };
});
afterAll(async () => {
  await servers.open.close();
  await servers.publicOnly.close();
  await sites.close();
});

async function scan(app: RunningApp, token: string, url: string) {
  const started = await app.call(token, 'POST', '/api/jobs', { url, mode: 'page' });
  expect(started.status, started.text).toBe(201);
  return {
    jobId: started.body.job.job_id as string,
    end: await untilEnded(app, token, started.body.job.job_id),
  };
}

describe.each(badInputs)('$name', ({ name, url, outcome, publicOnly }) => {
  it('has the required result, and the next scan succeeds', async () => {
    const app = publicOnly ? servers.publicOnly : servers.open;
    const { token } = await app.pair(name);
    if (outcome.kind === 'refused') {
      const answer = await app.call(token, 'POST', '/api/jobs', { url: url(sites), mode: 'page' });
      expect(answer.body).toMatchObject({ code: outcome.code, status: answer.status });
      expect(answer.body.detail).toBeTruthy();
      expect((await app.call(token, 'GET', '/api/jobs')).body.jobs).toEqual([]);
    } else {
      const { jobId, end } = await scan(app, token, url(sites));
      if (outcome.kind === 'failed') {
        expect(end).toMatchObject({ status: 'failed', error: { code: outcome.code } });
        expect(end.error?.message).toBeTruthy();
      } else {
        expect(end.status, JSON.stringify(end.error)).toBe('completed');
        const list = pageListSchema.parse((await app.call(token, 'GET', `/api/jobs/${jobId}/pages`)).body);
        if (outcome.kind === 'read') expect(list.pages[0]?.title).toMatch(outcome.title);
        else {
          const issues = (await app.call(token, 'GET', `/api/jobs/${jobId}/issues`)).body;
          expect(issues.findings).toMatchObject([{ check: outcome.check }]);
        }
      }
    }
    const healthy = servers.open;
    const { token: next } = await healthy.pair('bo');
    expect((await scan(healthy, next, sites.url('good'))).end.status).toBe('completed');
  });
});

describe('a server for public sites refuses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://10.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://0.0.0.0/',
  ])('%s', async (url) => {
    const { token } = await servers.publicOnly.pair('cy');
    const answer = await servers.publicOnly.call(token, 'POST', '/api/jobs', { url });
    expect(answer.body.code).toBe('address_refused');
  });

  it('credentials in the address', async () => {
    const { token } = await servers.open.pair('cy');
    const answer = await servers.open.call(token, 'POST', '/api/jobs', {
      url: 'http://me:secret@example.com/',
    });
    expect(answer.body.code).toBe('invalid_url');
    expect(answer.text).not.toContain('secret');
  });

  it('our own port, even where private addresses are allowed', async () => {
    const { token } = await servers.open.pair('cy');
    const answer = await servers.open.call(token, 'POST', '/api/jobs', { url: servers.open.url });
    expect(answer.body.code).toBe('address_refused');
  });
});
