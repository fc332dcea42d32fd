import type { Page } from '@playwright/test';
import type { Evidence, Finding, PageRow, Report } from '../../protocol/src/index.ts';
import { startSampleSite } from '../support/sampleSite/site.ts';
import { foreignPieces, type Watch, watchScreens } from '../support/screens/harmlessScreens.ts';
import { expect, test } from '../support/screens/scene.ts';
import { openPopup, openReport } from '../support/screens/screens.ts';
import { seededKey } from '../support/seeds/seeder.ts';
import { startAnsweringSite } from '../support/sites/answeringSite.ts';
import { samplePages, sampleReport } from '../support/stage/sampleReport.ts';
import { openStage } from '../support/stage/stage.ts';

const MARKUP = `"><img src=http://tracker.invalid/x.png onerror=alert(1)><script>alert(2)</script>`;
const TURNED = 'invoice\u202egnp.exe\u2066\u200f\u0007';
const LONG = 'w'.repeat(20_000);
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const hostilePage = (title: string) => `<!doctype html>
<html lang="${escaped(MARKUP)}">
<head><title>${escaped(title)}</title>
<meta name="description" content="${escaped(`${MARKUP} ${TURNED} ${LONG}`)}">
<link rel="canonical" href="javascript:alert(3)"><link rel="canonical" href="/gone?${escaped(MARKUP)}"></head>
<body><h1>${escaped(MARKUP)}</h1><h1>${TURNED}</h1>
<a href="javascript:alert(4)">click here</a>
<a href="data:text/html,<script>alert(5)</script>">here</a>
<a href="/gone?${escaped(MARKUP)}">${escaped(MARKUP)}</a>
<a href="/gone/${TURNED}">${TURNED}</a>
<a href="/gone-too">${LONG}</a>
<a href="/turned">more</a><a href="/long">here</a>
<a href="/hops">Some steps away</a>
<img src="http://tracker.invalid/pixel.png?${escaped(MARKUP)}">
<img src="data:image/svg+xml,<svg onload=alert(6)>">
</body></html>`;

function expectNothingDone(watch: Watch): void {
  expect(watch).toEqual({ requests: [], dialogs: [], refusals: [] });
}

/** Expands every check, so that the page shows all evidence. */
async function openAllChecks(page: Page): Promise<void> {
  const closed = page.locator('[data-testid=issue] [aria-expanded=false]');
  await expect(page.getByTestId('report')).toBeVisible();
  while ((await closed.count()) > 0) await closed.first().click();
  await expect(page.getByText('Loading…')).toHaveCount(0);
}

test('a site that writes markup everywhere: popup and report show it as text', async ({ paired, server }) => {
  const site = await startAnsweringSite({
    '/': hostilePage(MARKUP),
    '/turned': hostilePage(TURNED),
    '/long': hostilePage(LONG),
    '/hops': (_request, response) =>
      response.writeHead(301, { location: `/more-hops?${encodeURIComponent(MARKUP)}` }).end(),
    [`/more-hops?${encodeURIComponent(MARKUP)}`]: (_request, response) =>
      response.writeHead(301, { location: '/turned' }).end(),
  });
  const watch = watchScreens(paired.context, server.url);
  try {
    const popup = await openPopup(paired);
    const key = await popup.scan(`${site.origin}/`);
    expect(await foreignPieces(popup.page)).toEqual([]);

    const report = await openReport(paired, key);
    await openAllChecks(report);
    const text = await report.locator('#root').innerText();
    expect(text).toContain(MARKUP.slice(0, 30));
    expect(text).toContain('gnp.exe');
    expect(await foreignPieces(report)).toEqual([]);
    expect(await report.evaluate(() => document.body.textContent.length)).toBeLessThan(100_000);
    expectNothingDone(watch);
  } finally {
    await site.close();
  }
});

test('the hostile page of the sample site is text as well', async ({ paired, server }) => {
  const sample = await startSampleSite();
  const watch = watchScreens(paired.context, server.url);
  try {
    const popup = await openPopup(paired);
    await popup.setOption('rate', '50');
    const key = await popup.scan(`${sample.origin}/`, 'site', 60_000);
    const report = await openReport(paired, key);
    await openAllChecks(report);
    await report.getByTestId('page-filter').fill('onerror');
    await expect(report.locator('table.pages tbody tr')).toHaveCount(1);
    await expect(report.locator('table.pages')).toContainText('<img src=x onerror=alert(1)>');
    expect(await foreignPieces(report)).toEqual([]);
    expectNothingDone(watch);
  } finally {
    await sample.close();
  }
});

const evidence: Evidence = {
  target: 'javascript:alert(1)',
  anchor: MARKUP + TURNED,
  snippet: MARKUP + LONG,
  selector: MARKUP,
  value: TURNED,
  hops: [
    { url: 'javascript:alert(2)', status: 301 },
    { url: `https://example.com/${TURNED}`, status: 302 },
    { url: 'data:text/html,<script>alert(3)</script>', status: 200 },
  ],
  others: ['vbscript:alert(4)', `https://example.com/?${MARKUP}`, LONG],
  linked_from: ['file:///etc/passwd', 'blob:https://example.com/1', 'chrome://settings'],
};
const checks = ['link.broken-internal', 'redirect.chain', 'title.duplicate', MARKUP];
const finding = (check: string): Finding => ({
  check,
  severity: 'high',
  url: check === MARKUP ? 'javascript:alert(5)' : `https://example.com/${TURNED}`,
  locator: MARKUP,
  evidence,
});
const page = (url: string): PageRow => ({
  ...(samplePages[0] as PageRow),
  url,
  title: MARKUP + TURNED + LONG,
});
const lyingReport: Report = {
  ...sampleReport,
  url: 'javascript:alert(6)',
  mode: MARKUP,
  groups: checks.map((check) => ({ check, severity: 'high', findings: 1, pages: 1, points: 1 })),
  score: {
    ...sampleReport.score,
    cap: { reason: MARKUP + TURNED, at_most: 40 },
    deductions: checks.map((check) => ({ check, severity: 'high', pages: 1, points: 1 })),
  },
  statuses: { [MARKUP]: 1, '200': 2 },
  depths: { [MARKUP]: 1 },
  not_run: [MARKUP + TURNED],
};
const answers = {
  fetchReport: { ok: true, value: lyingReport },
  fetchIssues: checks.map((check) => ({
    when: { check },
    answer: { ok: true, value: { findings: [finding(check)], total: 1, cursor: null } },
  })),
  fetchPages: {
    ok: true,
    value: {
      pages: ['javascript:alert(7)', 'data:text/html,x', `https://example.com/${TURNED}`].map(page),
      total: 3,
      cursor: null,
    },
  },
};

test('a server with hostile text in every field gets only its text shown', async () => {
  const stage = await openStage();
  const watch = watchScreens(stage.page.context());
  try {
    const at = (job: string) => `report.html#job=${encodeURIComponent(seededKey(job))}`;
    for (const screen of ['popup.html', 'options.html', 'welcome.html', at('j_hostile')]) {
      const shown = await stage.show(screen, 'hostile', { language: 'en', answers });
      expect(await foreignPieces(shown), screen).toEqual([]);
    }
    const report = await stage.show(at('j_bad'), 'hostile', { language: 'en', answers });
    await openAllChecks(report);
    await expect(report.locator('table.pages tbody tr')).toHaveCount(3);
    expect(await report.locator('#root').innerText()).toContain(MARKUP.slice(0, 30));
    expect(await foreignPieces(report)).toEqual([]);

    const before = stage.page.context().pages().length;
    for (const text of ['javascript:alert(2)', 'javascript:alert(7)'])
      await report.getByText(text).first().click();
    expect(stage.page.context().pages()).toHaveLength(before);
    expectNothingDone(watch);
  } finally {
    await stage.close();
  }
});
