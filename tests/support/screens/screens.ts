import { expect, type Page } from '@playwright/test';
import type { Extension } from '../browser/launchExtension.ts';

/** Pairs on the welcome page as a person does: a link fills the form, a click submits it. */
export async function pairByHand(extension: Extension, server: string, code: string): Promise<void> {
  const page = await extension.open(`welcome.html#server=${encodeURIComponent(server)}&code=${code}`);
  await page.getByTestId('connect').click();
  await expect(page.getByTestId('connected')).toBeVisible();
  await page.close();
}

/** Opens the popup in a tab, where it does not close when it loses focus. */
export async function openPopup(extension: Extension): Promise<PopupPage> {
  const page = await extension.open('popup.html');
  await page.setViewportSize({ width: 400, height: 600 });
  return popupPage(page);
}

export type PopupPage = ReturnType<typeof popupPage>;

function popupPage(page: Page) {
  const jobs = page.getByTestId('job');
  const earlier = page.getByTestId('earlier');
  return {
    page,
    jobs,
    earlier,
    async start(url: string, mode: 'page' | 'site' = 'site') {
      await page.getByTestId('url').fill(url);
      await page.locator(`input[type=radio][value=${mode}]`).check();
      await page.getByTestId('start').click();
    },
    /** Starts a scan and waits for its row among the ended scans. Returns the job key. */
    async scan(url: string, mode: 'page' | 'site' = 'site', timeout = 30_000): Promise<string> {
      const before = await earlier.count();
      await this.start(url, mode);
      await expect(earlier).toHaveCount(before + 1, { timeout });
      return (await earlier.first().getAttribute('data-job')) ?? '';
    },
    /** Cancels the first running scan, also when the popup asks first because it has run for long. */
    async cancel() {
      await jobs
        .first()
        .getByRole('button', { name: /^Cancel the scan/ })
        .click();
      const asks = jobs.first().getByRole('dialog');
      if (await asks.isVisible()) await asks.getByRole('button').last().click();
    },
    /** Removes every row of an ended or refused scan. */
    async clear() {
      for (const row of [earlier, jobs]) {
        while ((await row.count()) > 0) {
          const left = (await row.count()) - 1;
          await row.first().locator('button.ib').last().click();
          await expect(row).toHaveCount(left);
        }
      }
    },
    /** Sets one of the folded options by test id. */
    async setOption(testId: string, value: string) {
      const field = page.getByTestId(testId);
      if (!(await field.isVisible())) await page.locator('button.fold').click();
      await field.fill(value);
    },
    percent: () =>
      jobs
        .first()
        .getByTestId('percent')
        .textContent({ timeout: 1000 })
        .catch(() => null),
    progressLine: () =>
      jobs
        .first()
        .getByTestId('progress-line')
        .textContent({ timeout: 1000 })
        .catch(() => null),
  };
}

/** Opens the report of a scan. `more` is added to the fragment, e.g. `&check=title.missing`. */
export const openReport = (extension: Extension, key: string, more = ''): Promise<Page> =>
  extension.open(`report.html#job=${encodeURIComponent(key)}${more}`);

/** Chooses the language in an open options page. Every open screen changes with it. */
export async function speak(options: Page, language: 'en' | 'zh-TW'): Promise<void> {
  await options.locator(`input[type=radio][value=${language}]`).click();
  await expect(options.locator('html')).toHaveAttribute('lang', language);
}

/** An item of `storage.local`, read from a page of the extension. */
export const storedItem = <T>(page: Page, name: string): Promise<T> =>
  page.evaluate(async (key) => (await chrome.storage.local.get(key))[key] as T, name);

/** Calls `check` until it returns true. */
export async function poll(check: () => Promise<boolean>, timeoutMs: number, everyMs = 50): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`Not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
