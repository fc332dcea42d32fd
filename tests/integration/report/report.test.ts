import type { Finding, PageRow, Report } from '@seo-live/protocol';
import {
  issueListSchema,
  jobResultSchema,
  pageListSchema,
  pageSorts,
  reportSchema,
  severities,
} from '@seo-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuildReport } from '../../../server/src/report/createBuildReport.ts';
import { createExports } from '../../../server/src/report/createExports.ts';
import { loadCatalogue } from '../../../server/src/report/loadCatalogue.ts';
import { runSiteChecks } from '../../../server/src/site/runSiteChecks.ts';
import { countJob } from '../../../server/src/store/jobs/jobCounts.ts';
import { createReportFacts, type ReportFacts } from '../../../server/src/store/report/createReportFacts.ts';
import { InvalidCursor } from '../../../server/src/store/report/listCursor.ts';
import { createSiteFacts } from '../../../server/src/store/site/createSiteFacts.ts';
import { createSiteResults } from '../../../server/src/store/site/createSiteResults.ts';
import { imageOf, linkOf } from '../../support/checks/pageVisits.ts';
import { origin, pageAt, recordScan } from '../../support/checks/recordedScan.ts';
import { recountScore } from '../../support/checks/recountScore.ts';
import type { ScanStore } from '../../support/checks/scanStore.ts';

const titles = ['=HYPERLINK("https://evil.example") same title'];
const hop = (path: string, to: string) => pageAt({ path, status: 301, redirectTo: origin + to });

const pages = [
  pageAt({ path: '/', to: ['/old', '/gone', '/twin-1'], depth: 0 }),
  pageAt({ path: '/twin-1', facts: { titles }, depth: 1, responseMs: 90 }),
  pageAt({
    path: '/twin-2',
    facts: { titles, h1s: [], images: [imageOf(null)] },
    to: ['/old', '/gone'],
    depth: 1,
  }),
  pageAt({
    path: '/hidden',
    facts: { robots: [{ directive: 'noindex', from: 'meta' }] },
    to: ['/old'],
    depth: 2,
  }),
  pageAt({
    path: '/%E8%8C%B6',
    facts: { titles: ['茶'], words: 12, links: [linkOf('更多', '/')] },
    depth: 2,
  }),
  hop('/old', '/older'),
  hop('/older', '/'),
  pageAt({ path: '/gone', status: 404 }),
  pageAt({ path: '/busy', status: 429, refused: true }),
  pageAt({ path: '/private', status: null }),
];

let scan: ScanStore;
let facts: ReportFacts;
let report: Report;

beforeAll(async () => {
  scan = await recordScan(pages);
  facts = createReportFacts(scan.store.db);
  const found: Finding[] = [];
  const linksIn: [number, number][] = [];
  for await (const message of runSiteChecks(createSiteFacts(scan.store.db, scan.jobId))) {
    if (message.type === 'findings') found.push(...message.findings);
    if (message.type === 'links_in') linksIn.push(...message.counts);
  }
  const results = createSiteResults(scan.store);
  await results.begin(scan.jobId);
  await results.addFindings(scan.jobId, found);
  await results.addLinksIn(scan.jobId, linksIn);
  const job = {
    jobId: scan.jobId,
    url: `${origin}/`,
    mode: 'site',
    options: {},
    createdAt: '2026-11-22T00:00:00Z',
    startedAt: null,
  };
  const built = await createBuildReport({ facts })(job, {
    status: 'completed',
    notRun: [],
    counts: await countJob(scan.store.db, scan.jobId),
  });
  report = built.report;
  expect(jobResultSchema.parse(built.result)).toEqual({
    score: report.score.value,
    coverage: { read: 5, discovered: 8, refused: 1 },
  });
});

afterAll(() => scan?.close());

const textOf = async (pieces: AsyncIterable<string>): Promise<string> =>
  (await Array.fromAsync(pieces)).join('');
const exports_ = () =>
  createExports({ facts, catalogues: { en: loadCatalogue('en'), 'zh-TW': loadCatalogue('zh-TW') } });

describe('the report', () => {
  it('follows the protocol and adds up', () => {
    expect(reportSchema.parse(report)).toEqual(report);
    const { skipped, discovered, ...rest } = report.pages;
    const sum = [...Object.values(rest), ...Object.values(skipped)].reduce<number>(
      (a, b) => a + Number(b),
      0,
    );
    expect(sum).toBe(discovered);
    expect(report.statuses).toEqual({ 200: 5, 301: 2, 404: 1, 429: 1 });
    expect(report.depths).toEqual({ 0: 1, 1: 2, 2: 2 });
    const total = severities.reduce((all, severity) => all + report.issues[severity], 0);
    expect(report.groups.reduce((all, group) => all + group.findings, 0)).toBe(total);
  });

  // Four indexable pages. /: broken link 0.4 and chain 0.04. /twin-1: title 0.15. /twin-2: broken link 0.4, chain
  // 0.04, title, H1 and alt 0.15 each. /茶: short title, thin and link text 0.04 each.
  // 0.44 + 0.15 + 0.89 + 0.12 = 1.6; 100 · (1 − 1.6 / 4) = 60. /hidden links to the chain, but is not indexable.
  it('scores by the published formula', () => {
    expect(report.score.value).toBe(60);
    expect(report.score.pages).toBe(4);
    const lost = report.score.deductions.reduce((sum, { points }) => sum + points, 0);
    expect(lost).toBeCloseTo(40, 9);
    expect(report.groups.find(({ check }) => check === 'redirect.chain')?.points).toBeGreaterThan(0);
  });
});

describe('exports', () => {
  it('contain all data to recalculate the score in the JSON', async () => {
    const { reported, recounted } = recountScore(await textOf(exports_().json(report)));
    expect(reported).toBe(report.score.value);
    expect(recounted).toBeCloseTo(reported ?? 0, 9);
  });

  it('contain every page and every finding', async () => {
    const json = JSON.parse(await textOf(exports_().json(report)));
    expect(json.pages.map(({ url }: PageRow) => url)).toEqual(pages.map(({ url }) => url));
    expect(json.findings).toEqual(await Array.fromAsync(facts.allFindings(scan.jobId)));
    expect(json.redirect_links).toEqual([]);
  });

  it('open in a spreadsheet with texts of the language, and run no formula', async () => {
    const csv = await textOf(exports_().csv(report, 'zh-TW'));
    const lines = csv.split('\r\n');
    expect(csv.startsWith('\uFEFF檢查,')).toBe(true);
    expect(csv).toContain('link.broken-internal,站內連結失效,高,');
    expect(csv).toContain(`"'=HYPERLINK`);
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
    expect(lines.filter((line) => line !== '')).toHaveLength(
      (await Array.fromAsync(facts.allFindings(scan.jobId))).length + 1,
    );
    expect(await textOf(exports_().csv(report, 'en'))).toContain(
      'link.broken-internal,Broken internal link,high,',
    );
  });
});

describe('a hostile page', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '＝1'];
  const images = [...formulas, ...formulas.map((text) => `x\n${text}`), 'x\r=1', 'x",=1', 'x\r\n=1'];

  /** Fields by RFC 4180, except that a single CR or LF outside of quotes ends a row too. */
  const fieldsOf = (csv: string): string[] =>
    [...csv.matchAll(/(?:^|,|\r\n|\r|\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );

  it('can neither begin a field like a formula nor begin a row', async () => {
    const hostile = await recordScan([
      pageAt({ path: '/', facts: { images: images.map((src) => imageOf(null, src)) } }),
    ]);
    const job = { ...report, job_id: hostile.jobId };
    const rows = createReportFacts(hostile.store.db);
    const catalogues = { en: loadCatalogue('en'), 'zh-TW': loadCatalogue('zh-TW') };
    const csv = await textOf(createExports({ facts: rows, catalogues }).csv(job, 'en'));
    const found = await Array.fromAsync(rows.allFindings(hostile.jobId));
    expect(found.filter(({ check }) => check === 'img.no-alt')).toHaveLength(images.length);
    const fields = fieldsOf(csv.replace(/\r\n$/, ''));
    expect(fields).toHaveLength(12 * (found.length + 1));
    expect(fields.filter((field) => /^[=+\-@\t\r＝]/.test(field))).toEqual([]);
    await hostile.close();
  });
});

describe('the list of issues', () => {
  const walk = async (query: Parameters<ReportFacts['issues']>[1]): Promise<Finding[]> => {
    const rows: Finding[] = [];
    let cursor: string | undefined;
    do {
      const list = issueListSchema.parse(await facts.issues(scan.jobId, { ...query, limit: 2, cursor }));
      expect(list.findings.length).toBeLessThanOrEqual(2);
      rows.push(...list.findings);
      cursor = list.cursor ?? undefined;
      if (!cursor) expect(list.total).toBe(rows.length);
    } while (cursor);
    return rows;
  };

  it('returns every finding once, worst first, with any page size', async () => {
    const all = await Array.fromAsync(facts.allFindings(scan.jobId));
    expect(await walk({})).toEqual(all);
    const ranks = all.map(({ severity }) => severities.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('filters by check, severity and page', async () => {
    const all = await Array.fromAsync(facts.allFindings(scan.jobId));
    expect(await walk({ check: 'title.duplicate' })).toEqual(
      all.filter(({ check }) => check === 'title.duplicate'),
    );
    expect(await walk({ severity: 'high' })).toEqual(all.filter(({ severity }) => severity === 'high'));
    expect(await walk({ url: `${origin}/` })).toEqual(all.filter(({ url }) => url === `${origin}/`));
    expect(await walk({ check: 'no.such' })).toEqual([]);
  });

  it('continues after rows with very long URLs', async () => {
    const long = (name: string): string => `/${name}?${'x'.repeat(7_000)}`;
    const wide = await recordScan(['a', 'b', 'c'].map((name) => pageAt({ path: long(name), status: 404 })));
    const lists = createReportFacts(wide.store.db);
    const issues = await lists.issues(wide.jobId, { limit: 1 });
    const pagesByUrl = await lists.pages(wide.jobId, { limit: 1, sort: 'url' });
    for (const { cursor } of [issues, pagesByUrl]) expect(cursor?.length).toBeLessThan(100);
    const more = await lists.issues(wide.jobId, { cursor: issues.cursor ?? '' });
    expect(more.findings.map(({ url }) => url)).toEqual([origin + long('b'), origin + long('c')]);
    const rest = await lists.pages(wide.jobId, { cursor: pagesByUrl.cursor ?? '', sort: 'url' });
    expect(rest.pages.map(({ url }) => url)).toEqual([origin + long('b'), origin + long('c')]);
    await wide.close();
  });

  it('refuses a cursor of another list', async () => {
    const { cursor } = await facts.issues(scan.jobId, { limit: 1 });
    await expect(facts.issues(scan.jobId, { cursor: cursor ?? '', severity: 'low' })).rejects.toThrow(
      InvalidCursor,
    );
    await expect(facts.issues('j_other', { cursor: cursor ?? '' })).rejects.toThrow(InvalidCursor);
    await expect(facts.pages(scan.jobId, { cursor: cursor ?? '' })).rejects.toThrow(InvalidCursor);
    await expect(facts.issues(scan.jobId, { cursor: 'nonsense' })).rejects.toThrow(InvalidCursor);
  });

  it('shows nothing of another job', async () => {
    expect(await facts.issues('j_other', {})).toEqual({ findings: [], total: 0, cursor: null });
  });
});

describe('the list of pages', () => {
  const walk = async (query: Parameters<ReportFacts['pages']>[1]): Promise<PageRow[]> => {
    const rows: PageRow[] = [];
    let cursor: string | undefined;
    do {
      const list = pageListSchema.parse(await facts.pages(scan.jobId, { ...query, limit: 3, cursor }));
      rows.push(...list.pages);
      cursor = list.cursor ?? undefined;
      if (!cursor) expect(list.total).toBe(rows.length);
    } while (cursor);
    return rows;
  };
  const paths = (rows: PageRow[]): string[] => rows.map(({ url }) => url.slice(origin.length));

  it('is in order of discovery', async () => {
    expect(await walk({})).toEqual(await Array.fromAsync(facts.allPages(scan.jobId)));
  });

  it.each(pageSorts.flatMap((sort) => [[sort, false] as const, [sort, true] as const]))(
    'sorted by %s, descending: %s, has each page once and unknown values last',
    async (sort, descending) => {
      const rows = await walk({ sort, descending });
      expect(paths(rows).sort()).toEqual(pages.map(({ url }) => url.slice(origin.length)).sort());
      if (sort === 'issues') return;
      const values = rows.map((row) => row[sort]);
      const known = values.filter((value) => value !== null);
      expect(values.slice(known.length).every((value) => value === null)).toBe(true);
      const sorted = [...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(known).toEqual(descending ? sorted.reverse() : sorted);
    },
  );

  it('sorts the worst page first by issues', async () => {
    expect(paths(await walk({ sort: 'issues', descending: true }))[0]).toBe('/twin-2');
  });

  it('filters by outcome and by a part of URL or title', async () => {
    expect(paths(await walk({ outcome: 'failed' }))).toEqual(['/gone']);
    expect(paths(await walk({ outcome: 'refused' }))).toEqual(['/busy']);
    expect(paths(await walk({ outcome: 'skipped' }))).toEqual(['/private']);
    expect(paths(await walk({ text: 'TWIN' }))).toEqual(['/twin-1', '/twin-2']);
    expect(paths(await walk({ text: 'hyperlink' }))).toEqual(['/twin-1', '/twin-2']);
    expect(paths(await walk({ text: '茶' }))).toEqual(['/%E8%8C%B6']);
    expect(await walk({ text: '_win' })).toEqual([]);
    expect((await walk({ outcome: 'skipped' }))[0]).toMatchObject({
      reason: 'robots',
      status: null,
      indexable: null,
    });
  });

  it('counts issues and linking pages', async () => {
    const [twin] = await walk({ text: 'twin-2' });
    expect(twin?.issues).toEqual({ critical: 0, high: 1, medium: 3, low: 1, info: 0 });
    const [gone] = await walk({ outcome: 'failed' });
    expect(gone).toMatchObject({ links_in: 2, issues: { high: 1 } });
  });
});
