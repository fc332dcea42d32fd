import {
  issueListSchema,
  type JobMessage,
  jobMessageSchema,
  pageListSchema,
  type Report,
  reportSchema,
  severities,
} from '@seo-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSocket } from '../../support/server/connectSocket.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { type SmallSite, startSmallSite } from '../../support/sites/smallSite.ts';

const PAGES = 30;
let site: SmallSite;
let app: RunningApp;
let token: string;
let jobId: string;
const messages: JobMessage[] = [];
let report: Report;

beforeAll(async () => {
  site = await startSmallSite({ pages: PAGES, delayMs: 20 });
  app = await startApp({ ALLOW_PRIVATE_ADDRESSES: 'true', SCAN_RATE_PER_HOST: '30' });
  ({ token } = await app.pair('ana'));
  const socket = await connectSocket(app.url, { token });
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('job_progress', (message) => messages.push(message));
    socket.on('job_completed', (message) => {
      messages.push(message);
      resolve();
    });
    socket.on('job_error', (message) => reject(new Error(JSON.stringify(message))));
  });
  const started = await app.call(token, 'POST', '/api/jobs', {
    url: site.url,
    mode: 'site',
    options: { rate_per_s: 30 },
  });
  jobId = started.body.job.job_id;
  const ack = await socket.emitWithAck('join_job', { job_id: jobId });
  expect(ack.ok).toBe(true);
  await ended;
  socket.disconnect();
  report = reportSchema.parse((await app.call(token, 'GET', `/api/jobs/${jobId}/report`)).body);
});
afterAll(async () => {
  await app?.close();
  await site?.close();
});

async function everyRow<T>(
  route: string,
  rowsOf: (body: unknown) => { rows: T[]; cursor: string | null; total: number },
) {
  const rows: T[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const part: { rows: T[]; cursor: string | null; total: number } = rowsOf(
      (await app.call(token, 'GET', `/api/jobs/${jobId}/${route}${at}`)).body,
    );
    rows.push(...part.rows);
    ({ cursor, total } = part);
  } while (cursor !== null);
  return { rows, total };
}

const allIssues = (query = 'limit=7') =>
  everyRow(`issues?${query}`, (body) => {
    const { findings, cursor, total } = issueListSchema.parse(body);
    return { rows: findings, cursor, total };
  });
const allPages = (query = 'limit=9') =>
  everyRow(`pages?${query}`, (body) => {
    const { pages, cursor, total } = pageListSchema.parse(body);
    return { rows: pages, cursor, total };
  });

describe('a scan from start to report', () => {
  it('is reported live, in order, and ends with a result', () => {
    for (const message of messages) expect(() => jobMessageSchema.parse(message)).not.toThrow();
    const seqs = messages.map(({ seq }) => seq ?? 0);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set(seqs).size).toBe(seqs.length);
    const progress = messages.map((message) => message.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(new Set(progress).size).toBeGreaterThan(4);
    expect(messages.at(-1)).toMatchObject({
      status: 'completed',
      progress: 100,
      result: { score: report.score.value },
    });
  });

  it('requests every page once, also the missing one', () => {
    expect(report.pages).toMatchObject({
      discovered: PAGES + 1,
      crawled: PAGES,
      failed: 1,
      queued: 0,
      in_flight: 0,
    });
    for (let n = 1; n < PAGES; n += 1)
      expect(site.requests.filter((path) => path === `/${n}`)).toHaveLength(1);
  });

  it('finds the planted problems, and the same kinds on no other page', async () => {
    const { rows } = await allIssues();
    const pathsOf = (check: string) =>
      rows.filter((row) => row.check === check).map(({ url }) => new URL(url ?? '').pathname);
    const numbers = Array.from({ length: PAGES }, (_, n) => n);
    const path = (n: number) => (n === 0 ? '/' : `/${n}`);
    expect(pathsOf('title.missing').sort()).toEqual(
      numbers
        .filter((n) => n % 5 === 4)
        .map(path)
        .sort(),
    );
    expect(pathsOf('link.broken-internal').sort()).toEqual(
      numbers
        .filter((n) => n % 7 === 6)
        .map(path)
        .sort(),
    );
    expect(pathsOf('http.client-error')).toEqual(['/missing']);
  });

  it('has the same counts in report, last message, lists and exports', async () => {
    const issues = await allIssues();
    const pages = await allPages();
    const counted = Object.fromEntries(
      severities.map((severity) => [severity, issues.rows.filter((row) => row.severity === severity).length]),
    );
    expect(report.issues).toEqual(counted);
    expect(messages.at(-1)?.detail?.issues).toEqual(counted);
    expect(issues.total).toBe(issues.rows.length);
    expect(pages.rows).toHaveLength(PAGES + 1);
    expect(pages.total).toBe(PAGES + 1);
    expect(report.groups.reduce((sum, group) => sum + group.findings, 0)).toBe(issues.rows.length);
    for (const group of report.groups) {
      expect((await allIssues(`check=${group.check}&limit=500`)).rows).toHaveLength(group.findings);
    }

    const json = await app.call(token, 'GET', `/api/jobs/${jobId}/export.json`);
    expect(json.body.report).toEqual(report);
    expect(json.body.findings).toEqual(issues.rows);
    expect(json.body.pages).toHaveLength(PAGES + 1);
  });

  it('sorts and filters pages', async () => {
    const failed = await allPages('outcome=failed');
    expect(failed.rows.map(({ status }) => status)).toEqual([404]);
    const some = await allPages('text=CHAPTER%201&limit=100');
    expect(some.rows.map(({ title }) => title)).toContain('Chapter 1 of the small book, with words');
    const statuses = (await allPages('sort=status&descending=1&limit=4')).rows.map(({ status }) => status);
    expect(statuses).toEqual([404, ...Array(PAGES).fill(200)]);
    const stray = await app.call(token, 'GET', `/api/jobs/${jobId}/pages?cursor=bm9uc2Vuc2U`);
    expect(stray.body.code).toBe('invalid_request');
  });

  it('exports CSV in the requested language, which a spreadsheet opens as text', async () => {
    const route = `/api/jobs/${jobId}/export.csv`;
    const english = await app.call(token, 'GET', route);
    expect(english.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(english.headers.get('content-disposition')).toMatch(
      /^attachment; filename="seo-live-127\.0\.0\.1-\d+-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const bytes = new Uint8Array(
      await (
        await fetch(`${app.url}${route}`, { headers: { authorization: `Bearer ${token}` } })
      ).arrayBuffer(),
    );
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const chinese = await app.call(token, 'GET', route, undefined, { 'accept-language': 'zh-TW,zh;q=0.9' });
    expect(chinese.text).toMatch(/\p{Script=Han}/u);
    expect(english.text).not.toMatch(/\p{Script=Han}/u);
    expect((await app.call(token, 'GET', `${route}?language=zh-TW`)).text).toBe(chinese.text);
  });

  it('is complete after a restart', async () => {
    await app.restart();
    expect(reportSchema.parse((await app.call(token, 'GET', `/api/jobs/${jobId}/report`)).body)).toEqual(
      report,
    );
  });
});
