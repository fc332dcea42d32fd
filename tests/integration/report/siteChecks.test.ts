import { afterEach, describe, expect, it } from 'vitest';
import type { PageVisit } from '../../../audit/src/page/pageVisit.ts';
import { systemClock } from '../../../server/src/shared/clock.ts';
import { allSiteChecks } from '../../../server/src/site/allSiteChecks.ts';
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
  return all.filter(({ check }) =>
    /duplicate|redirect|to-error|broken|server-error|canonical.missing/.test(check),
  );
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

  it('are pages with the same title as a page without a language, or with an invalid one', async () => {
    expect(
      await found([
        pageAt({ path: '/a', facts: { titles, lang: 'en-GB' } }),
        pageAt({ path: '/b', facts: { titles, lang: 'zh_TW' } }),
        pageAt({ path: '/c', facts: { titles, lang: 'zh-TW' } }),
        pageAt({ path: '/d', facts: { titles: ['Another title, which has two pages'], lang: null } }),
        pageAt({ path: '/e', facts: { titles: ['Another title, which has two pages'], lang: 'ja' } }),
      ]),
    ).toEqual(['a', 'b', 'c', 'd', 'e'].map((path) => `title.duplicate /${path}`));
    const others = (await findings()).map(({ url, evidence }) => [url?.slice(-1), evidence.others_total]);
    expect(others.sort()).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 1],
      ['d', 1],
      ['e', 1],
    ]);
  });

  it('are no pages of one list, and no pages with the same text', async () => {
    const mainText = 'the same words on both';
    expect(
      await found([
        ...['/list', '/list?page=2', '/list/page/3', '/list?p=4', '/list?p=5', '/list?p=6'].map((path) =>
          pageAt({ path, facts: { titles, descriptions } }),
        ),
        pageAt({ path: '/x', facts: { titles: ['Twin'], mainText } }),
        pageAt({ path: '/y', facts: { titles: ['Twin'], mainText } }),
      ]),
    ).toEqual(['content.duplicate-exact /x', 'content.duplicate-exact /y']);
    expect(
      await found(['/?p=1', '/?p=2', '/?p=3'].map((path) => pageAt({ path, facts: { titles } }))),
    ).toEqual(['title.duplicate /?p=1', 'title.duplicate /?p=2', 'title.duplicate /?p=3']);
    expect(await found(['/i?p=1', '/i?p=2'].map((path) => pageAt({ path, facts: { titles } })))).toEqual([
      'title.duplicate /i?p=1',
      'title.duplicate /i?p=2',
    ]);
  });

  it('weigh less when they differ only by their query', async () => {
    const mainText = 'the same words on both';
    await found([
      ...['/a?x=1', '/a?x=2', '/b?x=1', '/b?x=2', '/c'].map((path) =>
        pageAt({ path, facts: { titles: [path.startsWith('/a') ? 'One' : 'Two'] } }),
      ),
      pageAt({ path: '/t?x=1', facts: { mainText } }),
      pageAt({ path: '/t?x=2', facts: { mainText } }),
    ]);
    const severities = (await findings()).map(
      ({ url, severity }) => `${url?.slice(origin.length)} ${severity}`,
    );
    expect(severities.sort()).toEqual([
      '/a?x=1 low',
      '/a?x=2 low',
      '/b?x=1 medium',
      '/b?x=2 medium',
      '/c medium',
      '/t?x=1 medium',
      '/t?x=2 medium',
    ]);
  });

  it('of a text need fifty words', async () => {
    const facts = { mainText: 'few words', words: 49 };
    expect(await found([pageAt({ path: '/a', facts }), pageAt({ path: '/b', facts })])).toEqual([]);
    const more = { ...facts, words: 50 };
    expect(
      await found([pageAt({ path: '/a', facts: more }), pageAt({ path: '/b', facts: more })]),
    ).toHaveLength(2);
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
    ).toEqual([
      'http.server-error /broken',
      'link.broken-internal /a',
      'link.broken-internal /a',
      'link.broken-internal /b',
    ]);
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
    ).toEqual(['redirect.chain /', 'redirect.loop /']);
    expect((await findings()).map(({ locator }) => locator)).toEqual(
      expect.arrayContaining([`${origin}/two`, `${origin}/round`]),
    );
  });
});

describe('server errors', () => {
  const failing = (count: number) =>
    Array.from({ length: count }, (_, i) => pageAt({ path: `/down${i}`, status: 500, attempts: 3 }));
  const fine = (count: number) => Array.from({ length: count }, (_, i) => pageAt({ path: `/${i}` }));
  const stored = async () => (await findings()).map(({ url, locator, severity }) => [url, locator, severity]);

  it('are those of three tries, and weigh more on the home page', async () => {
    await found([
      pageAt({ path: '/', status: 502, attempts: 3 }),
      pageAt({ path: '/a', status: 599, attempts: 3 }),
      pageAt({ path: '/b', status: 500, attempts: 2 }),
    ]);
    expect(await stored()).toEqual([
      [`${origin}/`, `${origin}/`, 'critical'],
      [`${origin}/a`, `${origin}/a`, 'high'],
    ]);
  });

  it('are one of the site when over a tenth of at least twenty URLs fail', async () => {
    await found([...fine(18), ...failing(2)]);
    expect(await stored()).toHaveLength(2);
    await scan.close();
    await found([...fine(17), ...failing(3)]);
    expect(await stored()).toEqual([[null, origin, 'critical']]);
    await scan.close();
    await found([...fine(16), ...failing(3)]);
    expect(await stored()).toHaveLength(3);
  });
});

describe('missing canonicals', () => {
  it('weigh more where the same text has several URLs', async () => {
    const none = { canonicals: [] };
    const mainText = 'the same words on both';
    await found([
      pageAt({ path: '/a', facts: none }),
      pageAt({ path: '/b?x=1', facts: none }),
      pageAt({ path: '/c', facts: { ...none, mainText } }),
      pageAt({ path: '/d', facts: { mainText } }),
      pageAt({ path: '/e', facts: { canonicals: [], ignoredCanonicals: 1 } }),
      pageAt({ path: '/f', facts: { ...none, robots: [{ directive: 'noindex', from: 'meta' }] } }),
    ]);
    const missing = (await findings()).filter(({ check }) => check === 'canonical.missing');
    expect(missing.map(({ url, severity }) => [url?.slice(origin.length), severity]).sort()).toEqual([
      ['/a', 'info'],
      ['/b?x=1', 'low'],
      ['/c', 'low'],
    ]);
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
    const { notRun } = await analyseWith(run)({ jobId: scan.jobId }, { budgetMs: 500 });
    expect(notRun).toHaveLength(allSiteChecks.length - 1);
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
