import { afterEach, describe, expect, it } from 'vitest';
import type { PageVisit } from '../../../audit/src/page/pageVisit.ts';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { createAnalyse } from '../../../server/src/site/createAnalyse.ts';
import { createAnalysisThread } from '../../../server/src/site/createAnalysisThread.ts';
import type { SiteMessage } from '../../../server/src/site/runSiteChecks.ts';
import { createReportFacts } from '../../../server/src/store/report/createReportFacts.ts';
import { createSiteResults } from '../../../server/src/store/site/createSiteResults.ts';
import { origin, pageAt, recordScan } from '../../support/checks/recordedScan.ts';
import type { ScanStore } from '../../support/checks/scanStore.ts';

const script = new URL('../../../server/src/analysisWorker.ts', import.meta.url);
let scan: ScanStore;

afterEach(() => scan?.close());

const analyseWith = (run: (jobId: string, signal: AbortSignal) => AsyncIterable<SiteMessage>) =>
  createAnalyse({ run, results: createSiteResults(scan.store), clock: systemClock });

const analyse = (budgetMs = 60_000) =>
  analyseWith(createAnalysisThread({ script, file: scan.store.file }))({ jobId: scan.jobId }, { budgetMs });

const findings = async () => {
  const all = await Array.fromAsync(createReportFacts(scan.store.db).allFindings(scan.jobId));
  return all.filter(({ check }) => /duplicate|redirect|to-error|broken/.test(check));
};

const found = async (pages: PageVisit[]): Promise<string[]> => {
  scan = await recordScan(pages);
  expect(await analyse()).toEqual({ notRun: [] });
  return (await findings()).map(({ check, url }) => `${check} ${url?.slice(origin.length)}`).sort();
};

const titles = ['One title that two pages have in common'];
const descriptions = ['One description that two pages have in common'];
const elsewhere = { href: '/a', url: `${origin}/a`, from: 'head' as const };

describe('duplicates', () => {
  it('are pages with the same title in the same language', async () => {
    expect(
      await found([
        pageAt({ path: '/a', facts: { titles } }),
        pageAt({ path: '/b', facts: { titles, lang: 'EN' } }),
        pageAt({ path: '/c', facts: { titles, lang: 'zh-TW' } }),
        pageAt({ path: '/d', facts: { titles, canonicals: [elsewhere] } }),
      ]),
    ).toEqual(['title.duplicate /a', 'title.duplicate /b']);
  });

  it('are pages with the same description', async () => {
    expect(
      await found([
        pageAt({ path: '/a', facts: { descriptions } }),
        pageAt({ path: '/b', facts: { descriptions } }),
        pageAt({ path: '/c', facts: { descriptions: [''] } }),
        pageAt({ path: '/d', facts: { descriptions: [''] } }),
      ]),
    ).toEqual(['desc.duplicate /a', 'desc.duplicate /b']);
  });

  it('are indexable pages with the same text that is not empty', async () => {
    const mainText = 'the same words';
    expect(
      await found([
        pageAt({ path: '/a', facts: { mainText } }),
        pageAt({ path: '/b', facts: { mainText } }),
        pageAt({ path: '/c', facts: { mainText, robots: [{ directive: 'noindex', from: 'meta' }] } }),
        pageAt({ path: '/d', facts: { mainText: '', words: 0 } }),
        pageAt({ path: '/e', facts: { mainText: '', words: 0 } }),
      ]),
    ).toEqual(['content.duplicate-exact /a', 'content.duplicate-exact /b']);
  });

  it('name at most twenty others, and their number', async () => {
    await found(Array.from({ length: 30 }, (_, i) => pageAt({ path: `/${i}`, facts: { titles } })));
    const all = (await findings()).filter(({ check }) => check === 'title.duplicate');
    expect(all).toHaveLength(30);
    for (const { url, evidence } of all) {
      expect(evidence.others).toHaveLength(20);
      expect(evidence.others).not.toContain(url);
      expect(evidence.others_total).toBe(29);
    }
  });
});

describe('links, canonicals and redirects', () => {
  it('are reported for a link to an error, once per page and target, but not for a blocked page', async () => {
    expect(
      await found([
        pageAt({ path: '/a', to: ['/gone', '/gone', '/broken', '/secret', '/unknown'] }),
        pageAt({ path: '/b', to: ['/gone'] }),
        pageAt({ path: '/gone', status: 404 }),
        pageAt({ path: '/broken', status: 500, attempts: 3 }),
        pageAt({ path: '/secret', status: 403, refused: true }),
      ]),
    ).toEqual(['link.broken-internal /a', 'link.broken-internal /a', 'link.broken-internal /b']);
    const first = (await findings()).find(({ locator }) => locator === `${origin}/gone`);
    expect(first?.evidence).toMatchObject({
      anchor: 'the page /gone',
      status: 404,
      times: 2,
      selector: 'main > a',
    });
  });

  it('are reported for a canonical to an error', async () => {
    const to = (path: string) => ({
      canonicals: [{ href: path, url: origin + path, from: 'head' as const }],
    });
    expect(
      await found([
        pageAt({ path: '/a', facts: to('/gone') }),
        pageAt({ path: '/b', facts: to('/c') }),
        pageAt({ path: '/c' }),
        pageAt({ path: '/d', facts: to('/slow') }),
        pageAt({ path: '/gone', status: 410 }),
        pageAt({ path: '/slow', status: 429, refused: true }),
      ]),
    ).toEqual(['canonical.to-error /a']);
  });

  it('are reported for a redirect loop, and for a chain of two hops', async () => {
    const hop = (path: string, to: string) => pageAt({ path, status: 301, redirectTo: origin + to });
    expect(
      await found([
        pageAt({ path: '/', to: ['/one', '/two', '/round'] }),
        hop('/one', '/'),
        hop('/two', '/one'),
        hop('/round', '/again'),
        hop('/again', '/round'),
      ]),
    ).toEqual(['redirect.chain /two', 'redirect.loop /round']);
  });
});

describe('the analysis', () => {
  const pages = [
    pageAt({ path: '/a', facts: { titles }, to: ['/b', '/gone', '/a'] }),
    pageAt({ path: '/b', facts: { titles }, to: ['/gone', '/gone'] }),
    pageAt({ path: '/gone', status: 404 }),
  ];

  it('replaces its earlier findings, and keeps the findings of pages', async () => {
    await found(pages);
    const once = await scan.store.db.selectFrom('findings').selectAll().orderBy('url').execute();
    await analyse();
    expect(await scan.store.db.selectFrom('findings').selectAll().orderBy('url').execute()).toEqual(once);
    expect(once.map(({ scope }) => scope)).toContain('page');
  });

  it('counts the other pages that link to each page', async () => {
    await found(pages);
    const rows = await scan.store.db.selectFrom('urls').select(['url', 'links_in']).orderBy('url').execute();
    expect(rows.map(({ links_in }) => links_in)).toEqual([0, 1, 2]);
  });

  it('keeps the finished checks when time is up, and lists the others', async () => {
    scan = await recordScan(pages);
    const finding = {
      check: 'canonical.to-error',
      severity: 'high' as const,
      url: 'u',
      locator: 'u',
      evidence: {},
    };
    const run = async function* (_: string, signal: AbortSignal): AsyncIterable<SiteMessage> {
      yield { type: 'findings', check: 'canonical.to-error', findings: [finding] };
      yield { type: 'done', check: 'canonical.to-error' };
      yield {
        type: 'findings',
        check: 'redirect.chain',
        findings: [{ ...finding, check: 'redirect.chain' }],
      };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const { notRun } = await analyseWith(run)({ jobId: scan.jobId }, { budgetMs: 5 });
    expect(notRun).toHaveLength(7);
    expect(notRun).not.toContain('canonical.to-error');
    expect((await findings()).map(({ check }) => check)).toEqual(['canonical.to-error']);
  });

  it('reports the reason when its thread fails', async () => {
    scan = await recordScan(pages);
    const run = createAnalysisThread({ script, file: `${scan.store.file}.elsewhere` });
    await expect(analyseWith(run)({ jobId: scan.jobId }, { budgetMs: 60_000 })).rejects.toThrow(
      /site checks stopped/,
    );
  });
});
