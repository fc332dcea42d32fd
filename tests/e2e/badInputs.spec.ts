import { test as base, expect, type Page } from '@playwright/test';
import { type CheckId, catalogueLanguages } from '@seo-live/protocol/catalogue';
import { hostOf } from '../../components/shared/address.ts';
import type { FollowedJob } from '../../lib/state/followedJob.ts';
import type { StartIntent } from '../../lib/state/intent.ts';
import { loadCatalogue } from '../../server/src/report/loadCatalogue.ts';
import { type Extension, launchExtension } from '../support/browser/launchExtension.ts';
import {
  openPopup,
  openReport,
  type PopupPage,
  pairByHand,
  speak,
  storedItem,
} from '../support/screens/screens.ts';
import { failureIn, type Language, languages } from '../support/screens/words.ts';
import { type ServerProcess, startServer } from '../support/server/serverProcess.ts';
import { type BadInput, badInputs } from '../support/sites/badInputs.ts';
import { type BadSites, startBadSites } from '../support/sites/badSites.ts';

interface Scene {
  sites: BadSites;
  server: ServerProcess;
  extension: Extension;
  popup: PopupPage;
  /** Chooses the language in the options. The open screens change with it. */
  speak(language: Language): Promise<void>;
}

// All rows share one server, one browser and one popup, so a row must leave nothing behind.
const test = base.extend<object, { scene: Scene }>({
  scene: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const sites = await startBadSites();
      const server = await startServer({ env: { SCAN_TIMEOUT_MS: '1500', SCAN_RATE_PER_HOST: '50' } });
      const extension = await launchExtension();
      const { server: url, code } = await server.pair('anna');
      await pairByHand(extension, url, code);
      const options = await extension.open('options.html');
      const popup = await openPopup(extension);
      await use({
        sites,
        server,
        extension,
        popup,
        async speak(language) {
          await speak(options, language);
          await expect(popup.page.locator('html')).toHaveAttribute('lang', language);
        },
      });
      await extension.close();
      await server.close();
      await sites.close();
    },
    { scope: 'worker' },
  ],
});

/** Runs `check` in each language. */
async function inEach({ speak }: Scene, check: (language: Language) => Promise<void>): Promise<void> {
  for (const language of languages) {
    await speak(language);
    await check(language);
  }
}

/** The reason is below the field when the popup refuses, and in the row of the scan when the server does. */
async function expectRefused(scene: Scene, code: string): Promise<void> {
  const { popup } = scene;
  await inEach(scene, async (language) => {
    const { title, text } = failureIn(language, 'failure', code);
    const alert = popup.page.getByRole('alert');
    await expect(alert).toContainText(title);
    await expect(alert).toContainText(text);
  });
  await expect(popup.earlier).toHaveCount(0);
  const intents = (await storedItem<StartIntent[]>(popup.page, 'intents')) ?? [];
  if (await popup.jobs.count()) {
    await expect(popup.jobs).toHaveAttribute('data-status', 'refused');
    expect(intents[0]?.problem).toMatchObject({ code, final: true });
  } else expect(intents).toEqual([]);
}

async function expectFailed(scene: Scene, code: string, url: string): Promise<void> {
  const { popup } = scene;
  await expect(popup.earlier).toHaveCount(1);
  expect((await ended(popup.page))?.end?.error?.code).toBe(code);
  const report = await openNewest(scene);
  await inEach(scene, async (language) => {
    const { title, text } = failureIn(language, 'scan_failure', code, hostOf(url));
    await expect(popup.earlier).toContainText(title);
    await expect(report.getByTestId('failed')).toContainText(title);
    await expect(report.getByTestId('failed')).toContainText(text);
  });
  await report.close();
}

async function expectRead(scene: Scene, title: RegExp): Promise<void> {
  await expect(scene.popup.earlier).toHaveCount(1);
  expect((await ended(scene.popup.page))?.end?.status).toBe('completed');
  const report = await openNewest(scene);
  await expect(report.locator('table.pages td').getByText(title)).toBeVisible();
  await report.close();
}

/** The issue has its texts in the language of the screen. */
async function expectReported(scene: Scene, check: CheckId): Promise<void> {
  await expect(scene.popup.earlier).toHaveCount(1);
  expect((await ended(scene.popup.page))?.end?.status).toBe('completed');
  const report = await openNewest(scene);
  const titles = catalogueLanguages.map((language) => loadCatalogue(language)[check]?.title ?? '');
  await expect(report.getByText(new RegExp(titles.join('|'))).first()).toBeVisible();
  await report.close();
}

/** The only followed scan. */
const ended = async (page: Page) => (await storedItem<FollowedJob[]>(page, 'followed'))[0];

const openNewest = async ({ extension, popup }: Scene) =>
  openReport(extension, (await ended(popup.page))?.key ?? '');

function expectOutcome(scene: Scene, { outcome }: BadInput, url: string): Promise<void> {
  if (outcome.kind === 'refused') return expectRefused(scene, outcome.code);
  if (outcome.kind === 'failed') return expectFailed(scene, outcome.code, url);
  if (outcome.kind === 'reported') return expectReported(scene, outcome.check);
  return expectRead(scene, outcome.title);
}

for (const row of badInputs) {
  test(`${row.name}: the popup explains it in both languages, and the next scan succeeds`, async ({
    scene,
  }) => {
    const { popup, server, sites } = scene;
    if (row.publicOnly) {
      await server.stop();
      await server.start({ ALLOW_PRIVATE_ADDRESSES: 'false' });
    }
    const url = row.url(sites);
    await popup.start(url, 'page');
    await expectOutcome(scene, row, url);
    await popup.clear();

    if (row.publicOnly) {
      await server.stop();
      await server.start();
    }
    await popup.scan(sites.url('good'), 'page');
    expect((await ended(popup.page))?.end?.status).toBe('completed');
    await popup.clear();
  });
}
