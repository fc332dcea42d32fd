import type { Finding, Report } from '@seo-live/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page } from '../../support/crawl/crawledPages.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { type Answer, type Answers, startAnsweringSite } from '../../support/sites/answeringSite.ts';

let app: RunningApp;
let token: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  app = await startApp({
    ALLOW_PRIVATE_ADDRESSES: 'true',
    SCAN_RATE_PER_HOST: '1000',
    REQUESTS_PER_MINUTE: '100000',
  });
  ({ token } = await app.pair('ana'));
});
afterAll(() => app.close());
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Scans the site to its end. */
async function scanOf(answers: Answers, options: Record<string, unknown> = {}) {
  const site = await startAnsweringSite(answers);
  closing.push(site.close);
  const body = { url: `${site.origin}/`, mode: 'site', options: { rate_per_s: 1000, ...options } };
  const { job_id: id } = (await app.call(token, 'POST', '/api/jobs?force=1', body)).body.job;
  const status = async () => (await app.call(token, 'GET', `/api/jobs/${id}/status`)).body;
  await expect.poll(async () => (await status()).ended, { timeout: 20_000 }).toBe(true);
  const message = await status();
  const report: Report = (await app.call(token, 'GET', `/api/jobs/${id}/report`)).body;
  const list = await app.call(token, 'GET', `/api/jobs/${id}/issues?limit=500`);
  const findings: Finding[] = list.body.findings ?? [];
  return {
    ...site,
    message,
    report,
    of: (check: string) => findings.filter((finding) => finding.check === check),
  };
}

const robots =
  (body: string, status = 200): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);

const forbidden = 'User-agent: *\nDisallow: /\n';

describe('a robots.txt that forbids everything', () => {
  it('ends in a report with that finding and its cap', async () => {
    const scan = await scanOf({ '/robots.txt': robots(forbidden), '/': page('/a') });
    expect(scan.message.status).toBe('completed');
    expect(scan.of('robots.blocks-all')).toMatchObject([
      {
        severity: 'critical',
        url: null,
        locator: scan.origin,
        evidence: { target: `${scan.origin}/robots.txt`, snippet: 'Disallow: /', line: 2 },
      },
    ]);
    expect(scan.report.score).toMatchObject({ value: 20, cap: { reason: 'robots.blocks-all', at_most: 20 } });
    expect(scan.report.pages).toMatchObject({ discovered: 1, crawled: 0, skipped: { robots: 1 } });
    // Nothing but robots.txt was asked for.
    expect(new Set(scan.paths())).toEqual(new Set(['/robots.txt']));
  });

  it('is also a finding when the scan ignores robots.txt', async () => {
    const scan = await scanOf(
      { '/robots.txt': robots(forbidden), '/': page('/a'), '/a': page() },
      { follow_robots: false },
    );
    expect(scan.of('robots.blocks-all')).toHaveLength(1);
    expect(scan.report).toMatchObject({ read: 2, score: { value: 20 } });
  });

  it.each<[string, string, string | undefined]>([
    ['for us only', 'User-agent: SEOLive\nDisallow: /', 'robots_forbids_us'],
    ['except one page of the sitemap', `${forbidden}Allow: /open\nSitemap: /s.xml`, undefined],
    ['except the home page', `${forbidden}Allow: /$`, undefined],
    ['in one folder', 'User-agent: *\nDisallow: /a', undefined],
  ])('is another thing when it does so %s', async (_name, file, code) => {
    const scan = await scanOf({
      '/robots.txt': robots(file),
      '/': page('/a'),
      '/s.xml': (request, response) =>
        response.end(`<urlset><url><loc>http://${request.headers.host}/open</loc></url></urlset>`),
      '/open': page(),
    });
    expect(scan.message.error?.code).toBe(code);
    expect(scan.of('robots.blocks-all')).toEqual([]);
  });
});

describe('a robots.txt that fails', () => {
  it.each<[string, Answer]>([
    ['500', robots('', 500)],
    ['504', robots('', 504)],
    ['no answer', (_request, response) => response.socket?.destroy()],
  ])('ends in a report with that finding and its cap: %s', async (_name, answer) => {
    const scan = await scanOf({ '/robots.txt': answer, '/': page('/a') });
    expect(scan.message.status).toBe('completed');
    expect(scan.of('robots.5xx')).toMatchObject([
      { severity: 'critical', url: null, locator: scan.origin, evidence: { value: 3 } },
    ]);
    expect(scan.report.score).toMatchObject({ value: 20, cap: { reason: 'robots.5xx' } });
    expect(scan.paths()).not.toContain('/');
  });

  it('for a moment is none', async () => {
    const scan = await scanOf({
      '/robots.txt': (_request, response, times) => response.writeHead(times < 3 ? 500 : 404).end(),
      '/': page(),
    });
    expect(scan.of('robots.5xx')).toEqual([]);
    expect(scan.report.read).toBe(1);
  });

  it.each([429, 503])('because it refuses us is none: %i', async (code) => {
    const scan = await scanOf({
      '/robots.txt': (_request, response) => response.writeHead(code, { 'retry-after': '0' }).end(),
      '/': page(),
    });
    expect(scan.message).toMatchObject({ status: 'failed', error: { code: 'site_blocks_us' } });
    expect(scan.of('robots.5xx')).toEqual([]);
  });
});

describe('cookies', () => {
  const wall =
    (html: string): Answer =>
    (request, response) => {
      if (request.headers.cookie !== undefined)
        response.writeHead(200, { 'content-type': 'text/html' }).end(html);
      else response.writeHead(302, { location: request.url, 'set-cookie': 'seen=1; Path=/' }).end();
    };

  it('that a page needs are reported in place of a loop, with the pages that link to it', async () => {
    const scan = await scanOf({
      '/': page('/wall', '/wall', '/b'),
      '/b': page('/wall'),
      '/wall': wall(page('/')),
    });
    const target = `${scan.origin}/wall`;
    const finding = { severity: 'high', locator: target, evidence: { target, status: 302 } };
    expect(scan.of('redirect.needs-cookies')).toMatchObject([
      { ...finding, url: `${scan.origin}/` },
      { ...finding, url: `${scan.origin}/b` },
    ]);
    expect(scan.of('redirect.loop')).toEqual([]);
    expect(scan.of('link.broken-internal')).toEqual([]);
    expect(scan.report.cookies).toBeUndefined();
  });

  it('that the start page needs are kept for the whole scan, and the report says so', async () => {
    const scan = await scanOf({ '/': wall(page('/a')), '/a': wall(page('/')) });
    expect(scan.message.status).toBe('completed');
    expect(scan.report).toMatchObject({ read: 2, cookies: 'start_page' });
    expect(scan.of('redirect.needs-cookies')).toMatchObject([
      { url: `${scan.origin}/a`, locator: `${scan.origin}/` },
    ]);
  });

  it('are kept when the scan is asked to, and the report says so', async () => {
    const scan = await scanOf({ '/': wall(page('/a')), '/a': wall(page('/')) }, { keep_cookies: true });
    expect(scan.report).toMatchObject({ read: 2, cookies: 'option' });
  });
});

describe('a second look', () => {
  it('ends after 20 failures in a row, and the rest say that they were seen once', async () => {
    const links = Array.from({ length: 60 }, (_, n) => `/gone${n}`);
    const scan = await scanOf({ '/': page(...links) });
    const broken = scan.of('link.broken-internal');
    expect(broken).toHaveLength(60);
    const once = broken.filter(({ evidence }) => evidence.seen_once === true);
    expect(once.length).toBeGreaterThan(30);
    expect(once.length).toBeLessThanOrEqual(40);
    expect(scan.of('http.client-error').filter(({ evidence }) => evidence.seen_once === true)).toHaveLength(
      once.length,
    );
    expect(scan.paths().filter((path) => path.startsWith('/gone'))).toHaveLength(120 - once.length);
  });
});

describe('a start that redirects to another site', () => {
  it('is reported with that site as a choice, and nothing there is asked for', async () => {
    const other = await startAnsweringSite({ '/log-in': page() });
    closing.push(other.close);
    const target = `${other.origin.replace('127.0.0.1', '127.0.0.2')}/log-in`;
    const scan = await scanOf({
      '/': (_request, response) => response.writeHead(302, { location: target }).end(),
    });
    expect(scan.message).toMatchObject({
      status: 'failed',
      error: { code: 'leads_to_other_site', target },
    });
    expect(other.paths()).toEqual([]);
  });
});
