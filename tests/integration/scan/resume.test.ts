import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

let site: SmallSite;
let app: RunningApp;
beforeEach(async () => {
  site = await startSmallSite({ pages: 25, delayMs: 40 });
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: 'true', SCAN_RATE_PER_HOST: '40' });
});
afterEach(async () => {
  await app.close();
  await site.close();
});

it('resumes a scan that was stopped, and reads no stored page again', async () => {
  const { token } = await app.pair('ana');
  const { body } = await app.call(token, 'POST', '/api/jobs', { url: site.url, options: { rate_per_s: 40 } });
  while (site.requests.length < 10) await new Promise((resolve) => setTimeout(resolve, 10));
  await app.restart();
  const end = await untilEnded(app, token, body.job.job_id);
  expect(end.status).toBe('completed');
  expect(end.detail?.pages).toMatchObject({ discovered: 26, crawled: 25, failed: 1 });
  const { body: pages } = await app.call(token, 'GET', `/api/jobs/${body.job.job_id}/pages?limit=500`);
  expect(new Set(pages.pages.map(({ url }: { url: string }) => url)).size).toBe(26);
});
