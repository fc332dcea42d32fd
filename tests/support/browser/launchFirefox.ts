import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { GECKO_ID } from '../../../protocol/src/extensionId.ts';
import { createPrivileged, type Privileged } from './privilegedFirefox.ts';

const built = fileURLToPath(new URL('../../../.output/firefox-mv3', import.meta.url));

/** The host of the extension's pages. It is random in a real profile and fixed here. */
const UUID = '5b1c0d6e-3f6a-4c57-9d5c-0a1b2c3d4e5f';

export interface FirefoxOptions {
  /** A build other than that of `npm run build -- firefox`. */
  extension?: string;
  /** A profile with the extension installed; it is kept. Without it a new one is made. */
  profile?: string;
  preferences?: Record<string, boolean | number | string>;
}

export interface Firefox {
  browser: Browser;
  /** Runs in the browser's own scope, where extensions are managed. */
  privileged: Privileged;
  url(page: string): string;
  open(page: string): Promise<Page>;
  /** Pages whose address within the extension begins with `start`. */
  pagesAt(start: string): Promise<Page[]>;
  close(): Promise<void>;
}

/** Real Firefox with the built extension. `SEO_LIVE_FIREFOX` names the browser; setup sets it. */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<Firefox> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.SEO_LIVE_FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    ...(options.profile ? { userDataDir: options.profile } : {}),
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
      // Grants a permission at once, because no one can click in the browser's own prompt.
      'extensions.webextOptionalPermissionPrompts': false,
      ...options.preferences,
    },
  });
  const privileged = await createPrivileged(browser);
  await privileged.recordAlerts();
  if (!options.profile) await browser.installExtension(options.extension ?? built);
  const url = (page: string) => `moz-extension://${UUID}/${page}`;

  return {
    browser,
    privileged,
    url,
    async open(name) {
      const page = await browser.newPage();
      // WebDriver gets no event when a page of an extension has loaded.
      await page.goto(url(name), { timeout: 500 }).catch(() => undefined);
      await page.waitForSelector('#root > *');
      return page;
    },
    async pagesAt(start) {
      const pages = await browser.pages();
      // It does not get the address of a page that the extension opened either.
      const at = await Promise.all(pages.map((page) => page.evaluate(() => location.href).catch(() => '')));
      return pages.filter((_, index) => at[index]?.startsWith(url(start)));
    },
    close: () => browser.close(),
  };
}
