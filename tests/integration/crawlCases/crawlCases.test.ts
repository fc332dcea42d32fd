import type { JobStatusAnswer } from '@seo-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressCases } from '../../support/crawlCases/addressCases.ts';
import { answerCases } from '../../support/crawlCases/answerCases.ts';
import type { CaseRequest, CaseResult, CrawlCase } from '../../support/crawlCases/crawlCase.ts';
import { directiveCases } from '../../support/crawlCases/directiveCases.ts';
import { documentCases } from '../../support/crawlCases/documentCases.ts';
import { encodingCases } from '../../support/crawlCases/encodingCases.ts';
import { linkCases } from '../../support/crawlCases/linkCases.ts';
import { redirectCases } from '../../support/crawlCases/redirectCases.ts';
import { refusalCases } from '../../support/crawlCases/refusalCases.ts';
import { robotsCases } from '../../support/crawlCases/robotsCases.ts';
import { sitemapCases } from '../../support/crawlCases/sitemapCases.ts';
import { startCaseSite } from '../../support/crawlCases/startCaseSite.ts';
import { textCases } from '../../support/crawlCases/textCases.ts';
import { type RunningApp, startApp } from '../../support/server/startApp.ts';
import { untilEnded } from '../../support/server/untilEnded.ts';

const cases: readonly CrawlCase[] = [
  ...robotsCases,
  ...sitemapCases,
  ...answerCases,
  ...refusalCases,
  ...redirectCases,
  ...encodingCases,
  ...documentCases,
  ...textCases,
  ...linkCases,
  ...addressCases,
  ...directiveCases,
];

/** Scans at the same time, as `maxConcurrency` of the tests. */
const AT_ONCE = '5';
let app: RunningApp;
let token: string;

beforeAll(async () => {
  app = await startApp({
    ALLOW_PRIVATE_ADDRESSES: 'true',
    SCAN_RATE_PER_HOST: '1000',
    SCAN_CONCURRENT: AT_ONCE,
    SCAN_CONCURRENT_PER_USER: AT_ONCE,
    REQUESTS_PER_MINUTE: '1000000',
  });
  ({ token } = await app.pair('cases'));
});
afterAll(() => app.close());

async function rowsOf<T>(route: string, key: string): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await app.call(token, 'GET', `${route}?limit=500${more}`);
    rows.push(...(body[key] ?? []));
    cursor = body.cursor ?? null;
  }
  return rows;
}

const pathOf = (url: string): string => {
  const { pathname, search } = URL.parse(url) ?? { pathname: url, search: '' };
  return pathname + search;
};
const isPage = (url: string, page: string | undefined): boolean =>
  page === undefined || url === page || pathOf(url) === page;

interface Seen {
  message: JobStatusAnswer;
  urls: string[];
  requests: CaseRequest[];
}

async function resultOf(jobId: string, { message, ...seen }: Seen): Promise<CaseResult> {
  const job = `/api/jobs/${jobId}`;
  const isDone = message.status === 'completed';
  const issues = await rowsOf<CaseResult['issues'][number]>(`${job}/issues`, 'findings');
  const pages = await rowsOf<CaseResult['pages'][number]>(`${job}/pages`, 'pages');
  return {
    ...seen,
    message,
    status: message.status,
    code: message.error?.code ?? null,
    report: isDone ? (await app.call(token, 'GET', `${job}/report`)).body : null,
    issues,
    pages,
    find: (check, page) => issues.filter((issue) => issue.check === check && isPage(issue.url ?? '', page)),
    row: (page) => pages.find(({ url }) => isPage(url, page)),
    hits: (target, host) =>
      seen.requests.filter((request) => request.target === target && request.host === (host ?? request.host))
        .length,
    read: pages.filter(({ outcome }) => outcome === 'read').length,
    critical: issues.filter(({ severity }) => severity === 'critical').map(({ check }) => check),
  };
}

async function scanOf(one: CrawlCase): Promise<CaseResult> {
  const site = await startCaseSite(one);
  try {
    const started = await app.call(token, 'POST', '/api/jobs?force=1', {
      url: `${site.urls[0]}${one.start ?? '/'}`,
      mode: one.mode ?? 'site',
      options: { rate_per_s: 1000, ...one.options },
    });
    expect(started.status, started.text).toBe(201);
    const jobId: string = started.body.job.job_id;
    const message = await untilEnded(app, token, jobId);
    return await resultOf(jobId, { message, urls: site.urls, requests: site.requests });
  } finally {
    await site.close();
  }
}

it('are all there, and few of them were changed', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(82);
  expect(cases.filter(({ changed }) => changed !== undefined).length).toBeLessThanOrEqual(10);
});

describe('a site as it was reported to other crawlers', () => {
  it.concurrent.each(cases.map((one) => [one.id, one.name, one] as const))(
    '%i %s',
    async (_id, _name, one) => {
      const result = await scanOf(one);
      const wrong = one.checks(result).filter(([, isRight]) => !isRight);
      expect(wrong, one.situation).toEqual([]);
    },
    120_000,
  );
});
