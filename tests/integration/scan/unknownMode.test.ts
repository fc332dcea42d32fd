import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../../server/src/store/database/openStore.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

let site: SmallSite;
let app: RunningApp;
let log: string[];
beforeEach(async () => {
  site = await startSmallSite({ pages: 25, delayMs: 40 });
  log = [];
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: 'true' }, { write: (line) => log.push(line) });
});
afterEach(async () => {
  await app.close();
  await site.close();
});

it('ends a stored scan whose mode this version does not know, and says so', async () => {
  const { token } = await app.pair('ana');
  const { body } = await app.call(token, 'POST', '/api/jobs', { url: site.url });
  const { job_id: jobId } = body.job;
  const store = await openStore(path.join(app.dataDir, 'seo-live.db'));
  await store.db.updateTable('jobs').set({ mode: 'feed' }).where('job_id', '=', jobId).execute();
  await store.close();
  await app.restart();

  const end = await untilEnded(app, token, jobId);
  expect(end.status).toBe('failed');
  expect(end.error?.code).toBe('internal');
  expect(end.error?.message).toContain('"feed"');
  // The screens send the administrator to the log.
  expect(log.join('')).toContain('feed');
  const { body: list } = await app.call(token, 'GET', '/api/jobs');
  expect(list.jobs).toMatchObject([{ job_id: jobId, mode: 'feed', status: 'failed' }]);
});
