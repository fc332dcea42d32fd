import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type JobKey, jobIdOf } from '../../lib/state/jobKey.ts';
import {
  type Finding,
  type JobStatusAnswer,
  type PageList,
  type PageRow,
  type Report,
  severities,
} from '../../protocol/src/index.ts';
import { type Extension, launchExtension } from '../support/browser/launchExtension.ts';
import { startSampleSite } from '../support/sampleSite/site.ts';
import { csvRows } from '../support/screens/csvRows.ts';
import { test as base, expect } from '../support/screens/scene.ts';
import { openPopup, openReport, pairByHand } from '../support/screens/screens.ts';
import { callApi } from '../support/server/callApi.ts';
import { startServer } from '../support/server/serverProcess.ts';
import { startEndlessSite } from '../support/sites/endlessSite.ts';

interface Scanned {
  extension: Extension;
  key: string;
  /** What the API answers about the scan, for a path below `/api/jobs/ID`. */
  ask<T>(path: string): Promise<{ text: string; body: T }>;
}

/** The sample site, scanned once from the popup. The tests only read its report, so they share it. */
const test = base.extend<object, { scanned: Scanned }>({
  scanned: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const site = await startSampleSite();
      const server = await startServer({ env: { SCAN_RATE_PER_HOST: '50' } });
      const extension = await launchExtension();
      const { server: url, code } = await server.pair('anna');
      await pairByHand(extension, url, code);
      const popup = await openPopup(extension);
      await popup.setOption('rate', '50');
      const key = await popup.scan(`${site.origin}/`, 'site', 60_000);
      const token = await server.token('anna');
      await use({
        extension,
        key,
        ask: (path) => callApi(server, token, `/api/jobs/${jobIdOf(key as JobKey)}${path}`),
      });
      await extension.close();
      await server.close();
      await site.close();
    },
    { scope: 'worker' },
  ],
});

async function download(page: Page, format: 'json' | 'csv'): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent('download');
  await page.getByTestId(`export-${format}`).click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test.describe('the report of a scan', () => {
  // In one worker, so that the scan is made once.
  test.describe.configure({ mode: 'default' });

  test.afterEach(async ({ scanned }) => {
    for (const page of scanned.extension.context.pages()) {
      if (page.url().includes('/report.html')) await page.close();
    }
  });

  test('both exports are saved, and hold what the API says', async ({ scanned }) => {
    const page = await openReport(scanned.extension, scanned.key);
    const { body: report } = await scanned.ask<Report>('/report');
    const findings = report.groups.reduce((sum, group) => sum + group.findings, 0);
    expect(findings).toBeGreaterThan(50);

    const json = await download(page, 'json');
    expect(json.name).toMatch(/^seo-live-127\.0\.0\.1-\d+-\d{4}-\d\d-\d\d\.json$/);
    expect(json.text).toBe((await scanned.ask('/export.json')).text);
    const exported = JSON.parse(json.text) as { report: Report; findings: Finding[]; pages: PageRow[] };
    expect(exported.report).toEqual(report);
    expect(exported.findings).toHaveLength(findings);
    expect(exported.pages).toHaveLength(report.pages.discovered);

    const csv = await download(page, 'csv');
    expect(csv.name).toMatch(/\.csv$/);
    expect(csv.text).toBe((await scanned.ask('/export.csv?language=en')).text);
    expect(csv.text.codePointAt(0)).toBe(0xfeff);
    const [head, ...rows] = csvRows(csv.text);
    expect(head).toContain('Issue');
    expect(rows).toHaveLength(findings);
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
  });

  test('a link to a check opens it in view, with its evidence', async ({ scanned }) => {
    const check = 'link.broken-internal';
    const { body } = await scanned.ask<{ findings: Finding[]; total: number }>(`/issues?check=${check}`);
    const page = await openReport(scanned.extension, scanned.key, `&check=${check}`);
    const row = page.locator(`[data-check="${check}"]`);
    await expect(row.getByRole('button', { expanded: true })).toBeInViewport();
    await expect(row.locator('tbody tr')).toHaveCount(Math.min(20, body.total));
    for (const { evidence } of body.findings.slice(0, 3)) {
      await expect(row.locator(`a[href="${evidence.target}"]`).first()).toBeVisible();
    }
    await expect(page.locator('[data-testid=issue] [aria-expanded=true]')).toHaveCount(1);

    await page.evaluate(() => {
      location.hash = `${location.hash.replace(/&check=.*/, '')}&check=title.missing`;
    });
    const next = page.locator('[data-check="title.missing"]');
    await expect(next.getByRole('button', { expanded: true })).toBeInViewport();
  });

  test('the pages are filtered and sorted by the server, over all of them', async ({ scanned }) => {
    const page = await openReport(scanned.extension, scanned.key);
    const table = page.locator('table.pages');
    const addresses = () =>
      table
        .locator('tbody tr td:first-child a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const pagesOf = async (query: string) => (await scanned.ask<PageList>(`/pages?${query}`)).body;
    const expectPages = async (query: string) => {
      const { pages, total } = await pagesOf(`limit=50&${query}`);
      await expect.poll(addresses, query).toEqual(pages.map(({ url }) => url));
      return { total, shown: pages.length };
    };

    await expectPages('sort=issues&descending=true');
    await table.getByRole('button', { name: 'Words' }).click();
    await expectPages('sort=words&descending=true');
    await expect(table.locator('th[aria-sort=descending]')).toContainText('Words');
    await table.getByRole('button', { name: 'Words' }).click();
    await expectPages('sort=words&descending=false');
    await table.getByRole('button', { name: 'Address' }).click();
    const { total } = await expectPages('sort=url&descending=false');
    await page
      .locator('#pages')
      .getByRole('button', { name: /^Show \d+ more$/ })
      .click();
    await expect.poll(async () => (await addresses()).length).toBe(Math.min(total, 100));

    await page.getByTestId('page-filter').fill('help');
    const filtered = await expectPages('sort=url&descending=false&text=help');
    expect(filtered.total).toBeGreaterThan(0);
    expect(filtered.total).toBeLessThan(total);
    await page.getByLabel('Kind of page').selectOption('failed');
    await page.getByTestId('page-filter').fill('');
    const failed = await expectPages('sort=url&descending=false&outcome=failed');
    expect(failed.total).toBeGreaterThan(0);
    await page.getByTestId('page-filter').fill('no page is called like this');
    await expect(page.getByText('No page matches this filter.')).toBeVisible();
  });

  test('shows every check and severity as the API counts them', async ({ scanned }) => {
    const { body: report } = await scanned.ask<Report>('/report');
    const page = await openReport(scanned.extension, scanned.key);
    const rows = page.getByTestId('issue');
    await expect(rows).toHaveCount(report.groups.length);
    const shown = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-check')));
    expect([...shown].sort()).toEqual(report.groups.map(({ check }) => check).sort());
    const ranks = shown.map((check) =>
      severities.indexOf(report.groups.find((group) => group.check === check)?.severity ?? 'info'),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
});

base('pause, resume and cancel in the popup reach the site', async ({ paired, server }) => {
  const site = await startEndlessSite();
  try {
    const popup = await openPopup(paired);
    await popup.setOption('rate', '10');
    await popup.start(`${site.origin}/`);
    const job = popup.jobs.first();
    await expect(job).toHaveAttribute('data-status', 'running');
    const id = jobIdOf(((await job.getAttribute('data-job')) ?? '') as JobKey);
    const token = await server.token('anna');
    const status = async () => (await callApi<JobStatusAnswer>(server, token, `/api/jobs/${id}/status`)).body;
    const expectStill = async () => {
      await expect.poll(async () => (await status()).detail?.pages.in_flight).toBe(0);
      expect(site.open()).toBe(0);
      const before = site.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(site.requests.length).toBe(before);
    };
    const click = (words: string) => job.getByRole('button', { name: words }).click();

    await expect.poll(() => site.requests.length).toBeGreaterThan(5);
    await click('Pause');
    await expect(job).toHaveAttribute('data-status', 'paused');
    expect((await status()).status).toBe('paused');
    await expectStill();

    const before = site.requests.length;
    await click('Resume');
    await expect(job).toHaveAttribute('data-status', 'running');
    await expect.poll(() => site.requests.length).toBeGreaterThan(before + 5);

    await popup.cancel();
    await expect(popup.earlier).toHaveCount(1);
    await expect(popup.earlier).toContainText('Cancelled');
    expect(await status()).toMatchObject({ status: 'cancelled', ended: true });
    await expectStill();

    const report = await openReport(paired, (await popup.earlier.getAttribute('data-job')) ?? '');
    await expect(report.getByText('This report is partial')).toBeVisible();
  } finally {
    await site.close();
  }
});
