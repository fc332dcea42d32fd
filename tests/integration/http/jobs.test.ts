import {
  batchStatusSchema,
  controlAnswerSchema,
  jobListSchema,
  jobStatusAnswerSchema,
  startJobAnswerSchema,
} from '@seo-live/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

let app: RunningApp;
let site: SmallSite;
let token: string;

beforeEach(async () => {
  site = await startSmallSite({ pages: 40, delayMs: 50 });
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: 'true', SCAN_RATE_PER_HOST: '100', SCAN_MAX_PAGES: '20' });
  ({ token } = await app.pair('ana'));
});
afterEach(async () => {
  await app.close();
  await site.close();
});

const start = (key?: string, body: { mode?: string; options?: object } = {}, query = '') =>
  app.call(
    token,
    'POST',
    `/api/jobs${query}`,
    { url: site.url, ...body, options: { rate_per_s: 100, ...body.options } },
    key ? { 'idempotency-key': key } : {},
  );

describe('starting', () => {
  it('answers 201 with the job and its first message', async () => {
    const answer = await start();
    expect(answer.status).toBe(201);
    const { job, message } = startJobAnswerSchema.parse(answer.body);
    const location = answer.headers.get('location') ?? '';
    expect(new URL(location, 'https://seo.example/below/api/jobs').pathname).toBe(
      `/below/api/jobs/${job.job_id}`,
    );
    expect(message.job_id).toBe(job.job_id);
    expect(['queued', 'running']).toContain(message.status);
  });

  it('starts no second job for the same key, also after the first has changed', async () => {
    const first = await start('key-1');
    const again = await start('key-1');
    expect(again.status).toBe(200);
    expect(again.body.job.job_id).toBe(first.body.job.job_id);
    const other = await start('key-1', { mode: 'page' });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('idempotency_mismatch');
    expect((await app.call(token, 'GET', '/api/jobs')).body.jobs).toHaveLength(1);
  });

  it('starts one job when the same key is sent twice at once', async () => {
    const answers = await Promise.all([start('key-2'), start('key-2'), start('key-2')]);
    expect(new Set(answers.map(({ body }) => body.job.job_id)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  });

  it('does not mix the keys of two users', async () => {
    const mine = await start('key-3');
    const { token: other } = await app.pair('bo');
    const theirs = await app.call(
      other,
      'POST',
      '/api/jobs',
      { url: site.url },
      { 'idempotency-key': 'key-3' },
    );
    expect(theirs.status).toBe(201);
    expect(theirs.body.job.job_id).not.toBe(mine.body.job.job_id);
  });

  it('refuses a second scan of a site with the id of the first, and starts it when forced', async () => {
    const first = await start();
    const second = await start('key-4');
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'already_running', job_id: first.body.job.job_id });
    const forced = await start('key-4', {}, '?force=1');
    expect(forced.status).toBe(201);
  });

  it('reads no more pages than the server allows', async () => {
    const { body } = await start(undefined, { options: { max_pages: 100_000 } });
    await untilEnded(app, token, body.job.job_id);
    const { body: report } = await app.call(token, 'GET', `/api/jobs/${body.job.job_id}/report`);
    expect(report.options.max_pages).toBe(20);
    expect(report.pages.crawled + report.pages.failed).toBe(20);
  });
});

describe('control', () => {
  it('answers a cancel after the last request, and a second cancel in the same way', async () => {
    const { body } = await start();
    const route = `/api/jobs/${body.job.job_id}`;
    while (site.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    const answer = controlAnswerSchema.parse((await app.call(token, 'POST', `${route}/cancel`)).body);
    expect(answer).toMatchObject({ status: 'cancelled', in_flight: 0 });
    expect(Date.parse(answer.last_request_at ?? '')).not.toBeNaN();
    const asked = site.requests.length;
    const again = controlAnswerSchema.parse((await app.call(token, 'POST', `${route}/cancel`)).body);
    expect(again.status).toBe('cancelled');
    expect(site.requests).toHaveLength(asked);
    const report = await app.call(token, 'GET', `${route}/report`);
    expect(report.body).toMatchObject({ status: 'cancelled', partial: true });
  });

  it('pauses and resumes', async () => {
    const { body } = await start();
    const route = `/api/jobs/${body.job.job_id}`;
    while (site.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await app.call(token, 'POST', `${route}/pause`, '')).body.status).toBe('paused');
    expect((await app.call(token, 'GET', `${route}/status`)).body.status).toBe('paused');
    expect(['running', 'queued']).toContain((await app.call(token, 'POST', `${route}/resume`)).body.status);
    expect((await untilEnded(app, token, body.job.job_id)).status).toBe('completed');
  });

  it('has no report while the scan runs', async () => {
    const { body } = await start();
    expect((await app.call(token, 'GET', `/api/jobs/${body.job.job_id}/report`)).body.code).toBe(
      'wrong_state',
    );
  });

  it('deletes a running scan with all its data', async () => {
    const { body } = await start();
    const route = `/api/jobs/${body.job.job_id}`;
    const answer = await app.call(token, 'DELETE', route);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await app.call(token, 'GET', `${route}/status`)).body.code).toBe('not_found');
    expect((await start()).status).toBe(201);
  });
});

describe('reading', () => {
  it('answers with the five fields at the top level, and with the events after a position', async () => {
    const { body } = await start();
    await untilEnded(app, token, body.job.job_id);
    const route = `/api/jobs/${body.job.job_id}/status`;
    const plain = jobStatusAnswerSchema.parse((await app.call(token, 'GET', route)).body);
    expect(plain).toMatchObject({ job_id: body.job.job_id, status: 'completed', progress: 100, ended: true });
    const { epoch } = plain;
    const after = jobStatusAnswerSchema.parse(
      (await app.call(token, 'GET', `${route}?since_seq=1&epoch=${epoch}`)).body,
    );
    expect(after.reset).toBe(false);
    expect(after.events?.map(({ seq }) => seq)).toEqual(
      Array.from({ length: Number(plain.seq) - 1 }, (_, index) => index + 2),
    );
    const lost = jobStatusAnswerSchema.parse(
      (await app.call(token, 'GET', `${route}?since_seq=1&epoch=0`)).body,
    );
    expect(lost.reset).toBe(true);
  });

  it('answers a request for many jobs with one answer for each id', async () => {
    const { body } = await start();
    const batch = await app.call(token, 'GET', `/api/jobs/status?ids=${body.job.job_id},j_never`);
    const { jobs } = batchStatusSchema.parse(batch.body);
    expect(jobs.map(({ ok }) => ok)).toEqual([true, false]);
    const tooMany = Array.from({ length: 51 }, (_, index) => `j_${index}`).join(',');
    expect((await app.call(token, 'GET', `/api/jobs/status?ids=${tooMany}`)).body.code).toBe(
      'invalid_request',
    );
  });

  it('lists newest first, then what changed since the cursor', async () => {
    const first = await start(undefined, { mode: 'page' });
    await untilEnded(app, token, first.body.job.job_id);
    const list = jobListSchema.parse((await app.call(token, 'GET', '/api/jobs')).body);
    expect(list.jobs.map(({ job_id }) => job_id)).toEqual([first.body.job.job_id]);
    const since = async (cursor: string) =>
      jobListSchema.parse(
        (await app.call(token, 'GET', `/api/jobs?cursor=${encodeURIComponent(cursor)}`)).body,
      );
    expect((await since(list.cursor)).jobs).toEqual([]);
    const second = await start(undefined, { mode: 'page' });
    const changed = await since(list.cursor);
    expect(changed.jobs.map(({ job_id }) => job_id)).toEqual([second.body.job.job_id]);
    await untilEnded(app, token, second.body.job.job_id);
    expect((await since(changed.cursor)).jobs.map(({ status }) => status)).toEqual(['completed']);
  });

  it('continues with older jobs', async () => {
    const ids: string[] = [];
    for (const path of ['', '1', '2']) {
      const { body } = await app.call(token, 'POST', '/api/jobs', {
        url: `${site.url}${path}`,
        mode: 'page',
      });
      ids.push(body.job.job_id);
    }
    const seen: string[] = [];
    let query = '?limit=1';
    for (let pages = 0; pages < ids.length; pages += 1) {
      const list = jobListSchema.parse((await app.call(token, 'GET', `/api/jobs${query}`)).body);
      seen.push(...list.jobs.map(({ job_id }) => job_id));
      expect(list.older === null).toBe(pages === ids.length - 1);
      query = `?limit=1&cursor=${encodeURIComponent(list.older ?? '')}`;
    }
    expect(seen).toEqual(ids.reverse());
  });
});
